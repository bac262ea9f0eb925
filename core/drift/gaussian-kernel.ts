import { selectInPlace } from './order-statistic.ts';
import { badInput } from './bad-input.ts';
import type { Job } from './job.ts';
import { QUERIES_AT_ONCE, type RowStore } from './row-store.ts';

/** Squared distances are never taken below this, so that a bandwidth learnt from equal rows is tiny and not zero. */
const LEAST_SQUARED_DISTANCE = 1e-30;

/**
 * Gaussian kernel of a squared distance, k = exp(-D / (2 s^2)); with several bandwidths s, the mean of their kernels.
 */
export type Kernel = (squaredDistance: number) => number;

export function gaussianKernel(sigmas: readonly number[]): Kernel {
  const scales = sigmas.map((sigma) => -1 / (2 * sigma * sigma));
  const [only] = scales;
  if (scales.length === 1) return (d) => Math.exp(only! * Math.max(d, LEAST_SQUARED_DISTANCE));
  return (d) => {
    const distance = Math.max(d, LEAST_SQUARED_DISTANCE);
    return scales.reduce((sum, scale) => sum + Math.exp(scale * distance), 0) / scales.length;
  };
}

/** Bandwidth whose kernel is exp(-D / D_mid) for the squared distance D_mid. */
const sigmaOf = (squaredDistance: number) => Math.sqrt(Math.max(squaredDistance, LEAST_SQUARED_DISTANCE) / 2);

/** Their matrix takes 8 bytes a pair: half a gigabyte at this many. */
const MOST_ROWS = 8192;

/** The matrix of squared distances between the first `n` rows of a store, n x n. Throws `bad_request` if there are too many. */
export function* pairwiseDistances(store: RowStore, n = store.rows): Job<Float64Array> {
  if (n > MOST_ROWS)
    throw badInput(`${n} rows are more than can be compared pair by pair: give at most ${MOST_ROWS} in all.`);
  const distances = new Float64Array(n * n);
  for (let first = 0; first < n; first += QUERIES_AT_ONCE) {
    const count = Math.min(QUERIES_AT_ONCE, n - first);
    store.distancesOfMany(first, count, first, n).forEach((row, k) => {
      const i = first + k;
      for (let j = i + 1; j < n; j++) distances[i * n + j] = distances[j * n + i] = row[j - first]!;
    });
    yield { done: first + count, total: n };
  }
  return distances;
}

/** Median heuristic of rows with themselves: from the lower median of the distances between distinct rows. */
export function medianSigmaWithin(distances: Float64Array, n: number, stride = n): number {
  const pairs = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, at = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs[at++] = distances[i * stride + j]!;
  return sigmaOf(selectInPlace(pairs, Math.floor((pairs.length - 1) / 2)));
}

/** Median heuristic between two different sets of rows, from all their squared distances, which it reorders. */
export const medianSigmaBetween = (distances: Float64Array): number =>
  sigmaOf(selectInPlace(distances, Math.max(Math.floor(distances.length / 2) - 1, 0)));

/** Turns a matrix of squared distances of rows with themselves into kernel values, in place, with a zero diagonal. */
export function toKernelMatrix(distances: Float64Array, n: number, kernel: Kernel): Float64Array {
  for (let i = 0; i < n; i++) {
    distances[i * n + i] = 0;
    for (let j = i + 1; j < n; j++) distances[i * n + j] = distances[j * n + i] = kernel(distances[i * n + j]!);
  }
  return distances;
}
