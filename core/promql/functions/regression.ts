import { CompensatedSum } from '../compensated-sum.ts';
import type { Samples } from '../windows.ts';
import type { RangeFunction } from './over-windows.ts';

interface Line {
  /** Per second. */
  slope: number;
  /** The line's value at the origin. */
  intercept: number;
}

/** The least-squares line through the samples [from, to), with time counted in seconds from `originMs`. */
function lineThrough({ timestampsMs, values }: Samples, from: number, to: number, originMs: number): Line {
  const [x, y, xy, xx] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  const first = values[from]!;
  let constant = true;
  for (let i = from; i < to; i++) {
    const seconds = (timestampsMs[i]! - originMs) / 1000;
    const value = values[i]!;
    if (value !== first && i > from) constant = false;
    x.add(seconds);
    y.add(value);
    xy.add(seconds * value);
    xx.add(seconds * seconds);
  }
  // Exact where rounding would give a slope that is only nearly 0.
  if (constant)
    return Number.isFinite(first) || Number.isNaN(first)
      ? { slope: 0, intercept: first }
      : { slope: NaN, intercept: NaN };
  const n = to - from;
  const covariance = xy.total - (x.total * y.total) / n;
  const variance = xx.total - (x.total * x.total) / n;
  const slope = covariance / variance;
  return { slope, intercept: y.total / n - (slope * x.total) / n };
}

export const regressionFunctions: Record<string, RangeFunction> = {
  deriv: {
    least: 2,
    over: (samples) => (from, to) => lineThrough(samples, from, to, samples.timestampsMs[from]!).slope,
  },
  // Predicts from the evaluation time, which `offset` does not move.
  predict_linear: {
    least: 2,
    over:
      (samples, [ahead]) =>
      (from, to, { atMs, step }) => {
        const { slope, intercept } = lineThrough(samples, from, to, atMs);
        return slope * ahead![step]! + intercept;
      },
  },
};
