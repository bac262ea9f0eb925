import type { Job } from './job.ts';
import { rowOf, type Matrix } from './matrix.ts';
import type { WindowPlan } from './mmd-thresholds.ts';
import { shuffleTail, type Random } from './random.ts';

export function meanFeatures(features: Matrix, rows: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(features.cols);
  for (let i = 0; i < rows.length; i++) rowOf(features, rows[i]!).forEach((value, c) => (mean[c]! += value));
  return mean.map((sum) => sum / rows.length);
}

/**
 * For each bootstrap and each of its W windows, the mean kernel features of its reference less those of the window; W in a
 * row per bootstrap. What is not in the stream is the reference, so its sum follows from that of all rows.
 */
export function* bootstrapDifferences(
  features: Matrix,
  plan: WindowPlan,
  bootstraps: number,
  random: Random,
  given?: readonly (readonly number[])[],
): Job<Float64Array[]> {
  const { rows, window, stream, kept } = plan;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const total = meanFeatures(features, order).map((mean) => mean * rows);
  const differences: Float64Array[] = [];
  for (let b = 0; b < bootstraps; b++) {
    if (given) order.set(given[b]!);
    else shuffleTail(order, stream, random.below);
    const tail = order.subarray(kept);
    const outside = meanFeatures(features, tail);
    const reference = total.map((sum, c) => (sum - outside[c]! * stream) / kept);
    for (let w = 0; w < window; w++) {
      const mean = meanFeatures(features, tail.subarray(w, w + window));
      differences.push(reference.map((value, c) => value - mean[c]!));
    }
    yield { done: b + 1, total: bootstraps };
  }
  return differences;
}
