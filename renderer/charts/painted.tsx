import { useEffect, useRef } from 'react';
import { useTheme } from '../session/index.ts';
import { type Brush, type ChartTheme, chartTheme } from '../drawing/index.ts';

export interface Paint {
  (brush: Brush, size: { width: number; height: number }, theme: ChartTheme): void;
}

/**
 * A canvas that fills its parent and calls `paint` in CSS pixels whenever its size, the theme or `paint` changes.
 * `label` says in words what is drawn; without one the drawing is decoration.
 */
export function Painted({ paint, label, className }: { paint: Paint; label?: string | undefined; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { theme } = useTheme();

  useEffect(() => {
    const element = canvas.current!;
    const draw = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      const brush = element.getContext('2d');
      if (!brush || width === 0 || height === 0) return;
      brush.scale(ratio, ratio);
      paint(brush, { width, height }, chartTheme(theme));
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    draw();
    return () => observer.disconnect();
  }, [paint, theme]);

  const purpose = label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={`painted ${className ?? ''}`} {...purpose} />;
}
