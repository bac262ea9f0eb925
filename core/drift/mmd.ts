import { badInput } from './bad-input.ts';
import {
  gaussianKernel,
  medianSigmaBetween,
  medianSigmaWithin,
  pairwiseDistances,
  toKernelMatrix,
} from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import type { Matrix } from './matrix.ts';
import { splitStatistic } from './mmd-statistic.ts';
import { checkPermutations, type MmdOptions } from './options.ts';
import { judgePermutations, permutedStatistics, permutedTails } from './permutation-test.ts';
import { createRandom } from './random.ts';
import type { TwoSampleResult } from './results.ts';
import { createRowStore, precisionOf, putRows } from './row-store.ts';

/** Kernel values are at most 1 and their means lose about 1e-15: statistics closer than this are ties. */
export const MMD_RESOLUTION = 1e-13;

/** The permutation test of MMD^2 between two samples of rows. O((n + m)^2 (d + 1) + permutations m^2). */
export function* testMmd(reference: Matrix, sample: Matrix, options: MmdOptions): Job<TwoSampleResult> {
  const [n, m] = [reference.rows, sample.rows];
  if (n < 2 || m < 2)
    throw badInput(`MMD compares pairs within each sample: both need at least 2 rows, not ${n} and ${m}.`);
  const rows = n + m;
  checkPermutations(options.initial?.permutations, rows);
  // Float32 rows are kept as they came: distances are the same, and half the memory goes by.
  const isShort = precisionOf(reference) === 'float32' && precisionOf(sample) === 'float32';
  const store = createRowStore(rows, reference.cols, isShort ? 'float32' : 'float64');
  putRows(store, reference);
  putRows(store, sample, n);
  const distances = yield* pairwiseDistances(store);
  store.release();

  const sigmas = options.initial?.sigma ??
    options.sigma ?? [
      options.configure_kernel_from_x_ref || equalRows(reference, sample)
        ? medianSigmaWithin(distances, n, rows)
        : medianSigmaBetween(crossBlock(distances, n, m)),
    ];
  const statistic = splitStatistic(toKernelMatrix(distances, rows, gaussianKernel(sigmas)), rows);

  const given = options.initial?.permutations;
  const random = createRandom(options.seed);
  const tails = permutedTails(given, { rows, count: m, total: options.n_permutations, random });
  const permuted = yield* permutedStatistics(tails, given?.length ?? options.n_permutations, statistic);
  const observed = statistic(Int32Array.from({ length: m }, (_, i) => n + i));
  return judgePermutations(observed, permuted, options.p_val, MMD_RESOLUTION);
}

const equalRows = (a: Matrix, b: Matrix): boolean =>
  a.rows === b.rows && a.data.every((value, i) => value === b.data[i]);

function crossBlock(distances: Float64Array, n: number, m: number): Float64Array {
  const block = new Float64Array(n * m);
  for (let i = 0; i < n; i++) block.set(distances.subarray(i * (n + m) + n, (i + 1) * (n + m)), i * m);
  return block;
}
