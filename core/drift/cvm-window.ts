/**
 * The Cramer-von Mises statistic of a window of a stream against a fixed reference. The reference is sorted once; with
 * the running sums of its ranks, a window of w values costs O(w) however long the reference is.
 */
export interface RankedReference {
  size: number;
  /** How many reference values are below the value, and how many are not above it. */
  rank(value: number): Rank;
  /** Sums of the first i upper ranks, and of their squares. */
  rankSums: Float64Array;
  squareSums: Float64Array;
}

export interface Rank {
  below: number;
  upTo: number;
}

export function rankReference(values: ArrayLike<number>): RankedReference {
  const sorted = Float64Array.from(values).sort();
  const size = sorted.length;
  const rank = (value: number): Rank => ({
    below: firstNotBelow(sorted, value),
    upTo: firstNot(sorted, (v) => v <= value),
  });
  const rankSums = new Float64Array(size + 1);
  const squareSums = new Float64Array(size + 1);
  for (let first = 0; first < size;) {
    let last = first;
    while (last < size && sorted[last] === sorted[first]) last++;
    for (let i = first; i < last; i++) {
      rankSums[i + 1] = rankSums[i]! + last;
      squareSums[i + 1] = squareSums[i]! + last * last;
    }
    first = last;
  }
  return { size, rank, rankSums, squareSums };
}

/** How many of the sorted values are below this one. */
export function firstNotBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstNot(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values of a window in ascending order, with what the statistic needs of each. */
export interface Ranked extends Rank {
  value: number;
}

/**
 * Sum over reference and window values z of (F_ref(z) - F_window(z))^2, standardised by its mean and variance when both
 * come from one distribution.
 *
 * @param window ascending.
 * @param points where, besides the reference, the two distribution functions are compared: the window itself.
 */
export function windowStatistic(reference: RankedReference, window: readonly Ranked[], points = window): number {
  const { size: n, rankSums, squareSums } = reference;
  const w = window.length;
  let sum = 0;
  // Between two values of the window its distribution function stands still at j / w.
  for (let j = 0; j <= w; j++) {
    const from = j === 0 ? 0 : window[j - 1]!.below;
    const to = j === w ? n : window[j]!.below;
    const share = j / w;
    sum += (squareSums[to]! - squareSums[from]!) / (n * n);
    sum += (to - from) * share * share - (2 * share * (rankSums[to]! - rankSums[from]!)) / n;
  }
  let passed = 0;
  for (const { value, upTo } of points) {
    while (passed < w && window[passed]!.value <= value) passed++;
    sum += (upTo / n - passed / w) ** 2;
  }
  return standardised(sum, n, w);
}

/** Turns a sum of squared differences between n and w values into one of mean 0 and variance 1. */
export function standardiser(n: number, w: number): { scale: number; mean: number; deviation: number } {
  const m = n + w;
  const variance = ((m + 1) * (4 * n * w * m - 3 * (n * n + w * w) - 2 * n * w)) / (45 * m * m * 4 * n * w);
  return { scale: (n * w) / (m * m), mean: 1 / 6 + 1 / (6 * m), deviation: Math.sqrt(variance) };
}

function standardised(sum: number, n: number, w: number): number {
  const { scale, mean, deviation } = standardiser(n, w);
  return (sum * scale - mean) / deviation;
}
