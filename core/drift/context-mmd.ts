import { badInput } from './bad-input.ts';
import type { ContextMmdOptions } from './context-options.ts';
import { blockOf, chooseContextLambda, conditionalWeights } from './context-regression.ts';
import { gaussianKernel, pairwiseDistances, toKernelMatrix } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import { matrixFromRows, stackRows, takeRows, type Matrix } from './matrix.ts';
import { MMD_RESOLUTION } from './mmd.ts';
import { selectInPlace } from './order-statistic.ts';
import { judgePermutations, permutedStatistics } from './permutation-test.ts';
import { multiply } from './positive-definite.ts';
import { createRandom } from './random.ts';
import type { TwoSampleResult } from './results.ts';
import { createRowStore, putRows } from './row-store.ts';
import { decisionValues, plattScaled } from './support-vectors.ts';

/** With `return_coupling`, how much each pair of rows weighs in the statistic. */
export type ContextMmdResult = TwoSampleResult & {
  coupling_xx?: number[][];
  coupling_yy?: number[][];
  coupling_xy?: number[][];
};

/**
 * Does the sample differ from the reference by more than its contexts explain? Conditional MMD, averaged over contexts
 * held out of the sample, judged by redrawing which rows are sample given their contexts (Cobb and Van Looveren,
 * "Context-aware drift detection", 2022).
 */
export function* testContextMmd(reference: Matrix, sample: Matrix, options: ContextMmdOptions): Job<ContextMmdResult> {
  const { initial } = options;
  const contexts = bothContexts(reference, sample, options);
  const random = createRandom(options.seed);
  const heldCount = Math.floor(options.prop_c_held * sample.rows);
  const shuffled = random.permutation(sample.rows);
  const held = initial?.inds_held ?? [...shuffled.subarray(0, heldCount)];
  const kept = Array.from({ length: sample.rows }, (_, i) => i).filter((i) => !held.includes(i));
  const n = reference.rows;
  if (held.length === 0 || Math.min(kept.length, n) < 2 * options.n_folds)
    throw badInput(
      `Context-aware MMD needs at least ${2 * options.n_folds} rows on both sides beside those held out (${held.length} of the sample's ${sample.rows} are held).`,
    );

  const rows = stackRows(reference, takeRows(sample, kept));
  const all = stackRows(contexts.reference, takeRows(contexts.sample, kept));
  const heldContexts = takeRows(contexts.sample, held);
  const features = yield* kernelOf(rows, initial?.sigma_x);
  const wide = yield* kernelOf(stackRows(all, heldContexts), initial?.sigma_c, all.rows);
  const every = Int32Array.from({ length: all.rows }, (_, i) => i);
  const L: Matrix = { rows: all.rows, cols: all.rows, data: blockOf(wide, every, every) };
  const heldColumns = Int32Array.from({ length: held.length }, (_, i) => all.rows + i);

  const labels = Int8Array.from({ length: all.rows }, (_, i) => (i < n ? -1 : 1));
  const propensities =
    initial?.propensity_scores ?? Array.from(plattScaled(decisionValues(L.data as Float64Array, labels), labels));
  const order = (given: number[] | undefined, from: number, count: number) =>
    Array.from(given ?? random.permutation(count), (row) => row + from);
  const folds = options.n_folds;
  const lambdas = (initial?.lams as [number, number] | undefined) ?? [
    chooseContextLambda(features, L, order(initial?.cv_permutation_ref, 0, n), folds),
    chooseContextLambda(features, L, order(initial?.cv_permutation_test, n, kept.length), folds),
  ];

  const weightsOf = (group: 0 | 1, members: number[]) =>
    conditionalWeights(L, members, lambdas[group], blockOf(wide, members, heldColumns));
  const statistic = (isSample: (row: number) => boolean): number => {
    const members = [0, 1].map((side) => [...every].filter((row) => isSample(row) === (side === 1))) as [
      number[],
      number[],
    ];
    const [x, y] = [weightsOf(0, members[0]), weightsOf(1, members[1])];
    const between = (rows: number[], a: Float64Array, cols: number[], b: Float64Array) => {
      const mapped = multiply(blockOf(features, rows, cols), b, rows.length, cols.length, held.length);
      return a.reduce((sum, weight, i) => sum + weight * mapped[i]!, 0) / held.length;
    };
    return (
      between(members[0], x, members[0], x) +
      between(members[1], y, members[1], y) -
      2 * between(members[0], x, members[1], y)
    );
  };

  const total = initial?.reassignments?.length ?? options.n_permutations;
  const draws =
    initial?.reassignments ??
    Array.from({ length: total }, () => propensities.map((p) => (random.uniform() < p ? '1' : '0')).join(''));
  const tails = draws.map((draw) => Array.from(draw, Number));
  const permuted = yield* permutedStatistics(tails, total, (draw) => statistic((row) => draw[row] === 1));
  const observed = statistic((row) => row >= n);
  const result = judgePermutations(observed, permuted, options.p_val, MMD_RESOLUTION);
  return options.return_coupling ? { ...result, ...couplings() } : result;

  function couplings() {
    const x = weightsOf(0, [...every.subarray(0, n)]);
    const y = weightsOf(1, [...every.subarray(n)]);
    return {
      coupling_xx: outer(x, x, held.length),
      coupling_yy: outer(y, y, held.length),
      coupling_xy: outer(x, y, held.length),
    };
  }
}

/** A A' / columns, of two sets of weights with one column for each held row. */
function outer(a: Float64Array, b: Float64Array, columns: number): number[][] {
  const row = (matrix: Float64Array, i: number) => matrix.subarray(i * columns, (i + 1) * columns);
  return Array.from({ length: a.length / columns }, (_, i) =>
    Array.from(
      { length: b.length / columns },
      (_, j) => row(a, i).reduce((sum, value, k) => sum + value * row(b, j)[k]!, 0) / columns,
    ),
  );
}

/** Kernel matrix of rows with themselves; the bandwidth is inferred from the first `inferFrom` of them. */
function* kernelOf(rows: Matrix, sigma: number[] | undefined, inferFrom = rows.rows): Job<Matrix> {
  const n = rows.rows;
  const store = createRowStore(n, rows.cols, 'float64');
  putRows(store, rows);
  const distances = yield* pairwiseDistances(store);
  const used = { rows: n, cols: n, data: distances };
  const every = Int32Array.from({ length: inferFrom }, (_, i) => i);
  const middle = () => selectInPlace(blockOf(used, every, every), Math.floor((inferFrom * inferFrom) / 2));
  const kernel = gaussianKernel(sigma ?? [Math.sqrt(Math.max(middle(), 1e-30) / 2)]);
  const data = toKernelMatrix(distances, n, kernel);
  for (let i = 0; i < n; i++) data[i * n + i] = kernel(0);
  return { rows: n, cols: n, data };
}

function bothContexts(reference: Matrix, sample: Matrix, options: ContextMmdOptions) {
  const contexts = {
    reference: matrixFromRows(options.c_ref, 'options.c_ref'),
    sample: matrixFromRows(options.c, 'options.c'),
  };
  if (contexts.reference.rows !== reference.rows)
    throw badInput(`options.c_ref has ${contexts.reference.rows} rows; the reference has ${reference.rows}.`);
  if (contexts.sample.rows !== sample.rows)
    throw badInput(`options.c has ${contexts.sample.rows} rows; the sample has ${sample.rows}.`);
  if (contexts.sample.cols !== contexts.reference.cols)
    throw badInput(
      `Row 0 of options.c has ${contexts.sample.cols} numbers; those of options.c_ref have ${contexts.reference.cols}.`,
    );
  return contexts;
}
