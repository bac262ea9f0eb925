import type { Box, Brush } from './box.ts';
import { withOpacity } from './named-color.ts';

export interface SparklineData {
  /** Unix ms, ascending, and values; shape [n]; NaN leaves a gap. */
  timestampsMs: ArrayLike<number>;
  values: ArrayLike<number>;
  /** Ends of the value axis; those of the data otherwise. */
  range?: readonly [min: number, max: number] | undefined;
}

/** A line without axes, its area faintly filled. Samples more than three usual steps apart are not joined. */
export function paintSparkline(brush: Brush, box: Box, data: SparklineData, color: string, fill = 0.16): void {
  const runs = runsOf(data);
  const points = runs.flat();
  if (points.length === 0) return;
  const times = points.map(([time]) => time);
  const [firstMs, lastMs] = [times[0]!, times.at(-1)!];
  const [low, high] = data.range ?? extent(points.map(([, value]) => value));
  const x = (time: number) =>
    box.x + (lastMs > firstMs ? ((time - firstMs) / (lastMs - firstMs)) * box.width : box.width);
  // Half a line's width of air, so that the highest and lowest points are not cut.
  const y = (value: number) =>
    box.y + box.height - 1 - (high > low ? (value - low) / (high - low) : 0.5) * (box.height - 2);

  for (const run of runs) {
    brush.beginPath();
    run.forEach(([time, value], i) => (i === 0 ? brush.moveTo(x(time), y(value)) : brush.lineTo(x(time), y(value))));
    if (run.length === 1) brush.arc(x(run[0]![0]), y(run[0]![1]), 1, 0, 2 * Math.PI);
    brush.strokeStyle = color;
    brush.lineWidth = 1.5;
    brush.lineJoin = 'round';
    brush.stroke();
    brush.lineTo(x(run.at(-1)![0]), box.y + box.height);
    brush.lineTo(x(run[0]![0]), box.y + box.height);
    brush.closePath();
    brush.fillStyle = withOpacity(color, fill);
    brush.fill();
  }
}

type Point = readonly [timeMs: number, value: number];

function runsOf({ timestampsMs, values }: SparklineData): Point[][] {
  const runs: Point[][] = [];
  const steps = Array.from(
    { length: Math.max(0, values.length - 1) },
    (_, i) => timestampsMs[i + 1]! - timestampsMs[i]!,
  );
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Infinity;
  let lastMs = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const [time, value] = [timestampsMs[i]!, values[i]!];
    if (!Number.isFinite(value)) continue;
    const isApart = time - lastMs > 3 * usual || !Number.isFinite(values[i - 1] ?? NaN);
    if (isApart) runs.push([]);
    runs.at(-1)!.push([time, value]);
    lastMs = time;
  }
  return runs;
}

/** A flat line is drawn at the bottom when it is zero, in the middle otherwise. */
function extent(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === 0 && high === 0 ? [0, 1] : [low, high];
}
