import { useCallback } from 'react';
import { type Paint, Painted } from './painted.tsx';
import { paintSparkline, type SparklineData } from '../drawing/index.ts';

interface SparklineProps extends SparklineData {
  /** Place in the palette. */
  colorIndex?: number;
  color?: string;
}

/** The course of one series, small and without axes; decoration beside a figure that says the value. */
export function Sparkline({ timestampsMs, values, range, colorIndex = 0, color }: SparklineProps) {
  const paint = useCallback<Paint>(
    (brush, { width, height }, theme) =>
      paintSparkline(
        brush,
        { x: 0, y: 0, width, height },
        { timestampsMs, values, range },
        color ?? theme.palette[colorIndex % theme.palette.length]!,
      ),
    [timestampsMs, values, range, colorIndex, color],
  );
  return <Painted paint={paint} className="sparkline" />;
}
