import type { Job } from './job.ts';
import { shuffleTail, type Random } from './random.ts';
import type { TwoSampleResult } from './results.ts';

/**
 * The last `count` of `rows` places of every permutation, one after the other: what a permutation test of two samples
 * needs of it. Given permutations are gone through as they are; otherwise `total` are drawn.
 */
export function* permutedTails(
  given: readonly (readonly number[])[] | undefined,
  draw: { rows: number; count: number; total: number; random: Random },
): Generator<ArrayLike<number>, void, void> {
  if (given) {
    for (const permutation of given) yield permutation.slice(draw.rows - draw.count);
    return;
  }
  const order = Int32Array.from({ length: draw.rows }, (_, i) => i);
  for (let b = 0; b < draw.total; b++) {
    shuffleTail(order, draw.count, draw.random.below);
    yield order.subarray(draw.rows - draw.count);
  }
}

/** The statistic of every permutation. */
export function* permutedStatistics(
  tails: Iterable<ArrayLike<number>>,
  total: number,
  statistic: (tail: ArrayLike<number>) => number,
): Job<Float64Array> {
  const values: number[] = [];
  for (const tail of tails) {
    values.push(statistic(tail));
    yield { done: values.length, total };
  }
  return Float64Array.from(values);
}

/**
 * Judges an observed statistic against permuted ones: p is the share of them not below it, so 0 means "less than 1/B".
 * `resolution`: statistics closer than this differ by rounding only, and count as equal.
 * `distance_threshold` is the permuted statistic at index floor(p_val * B) of the descending order; with p_val * B whole
 * the decision is one rank stricter, as in the reference library.
 */
export function judgePermutations(
  observed: number,
  permuted: Float64Array,
  pVal: number,
  resolution: number,
): TwoSampleResult {
  const descending = permuted.toSorted((a, b) => b - a);
  const p_val = permuted.filter((value) => observed <= value + resolution).length / permuted.length;
  const rank = Math.min(Math.floor(pVal * permuted.length), permuted.length - 1);
  return {
    is_drift: p_val < pVal ? 1 : 0,
    distance: observed,
    p_val,
    threshold: pVal,
    distance_threshold: descending[rank]!,
  };
}
