import { z } from 'zod';
import { badInput } from './bad-input.ts';
import { gaussianKernel, medianSigmaWithin, pairwiseDistances, toKernelMatrix } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import { checkStreamRow, takeRows, type Matrix } from './matrix.ts';
import { unbiasedMmd } from './mmd-statistic.ts';
import { bootstrapMmd, planWindows, thresholdsOf, type WindowPlan } from './mmd-thresholds.ts';
import type { OnlineDetector } from './online-detector.ts';
import { checkPermutations, type MmdOnlineOptions } from './options.ts';
import { createRandom } from './random.ts';
import { createRowStore, precisionOf, putRows, type RowStore } from './row-store.ts';
import { SavedMatrix, damaged, packMatrix, parseState, seal, unpackMatrix } from './saved-detector.ts';
import { checkSplit, drawSplit, type Split } from './window-split.ts';

/** Everything an MMD detector on a stream is: its configuration, and where it stands. */
const State = z.object({
  ert: z.number(),
  window_size: z.int().min(2),
  sigma: z.array(z.number().positive()).min(1),
  /** thresholds[t] judges row t of the stream (from 1), the last one all that follow; thresholds[0] judged the split. */
  thresholds: z.array(z.number()).min(1),
  /** Mean kernel value between two different rows of the reference window. */
  meanWithinReference: z.number(),
  reference: SavedMatrix,
  initialWindow: SavedMatrix,
  /** The test window as a ring: the row at `oldest` leaves next. */
  window: SavedMatrix,
  oldest: z.int().nonnegative(),
  time: z.int().nonnegative(),
});
type State = z.infer<typeof State>;

/**
 * Configures MMD on a stream: bandwidth, thresholds by bootstrap, and the split of the reference into a reference window
 * and a first test window (Cobb, Van Looveren and Klaise, "Sequential multivariate change detection with calibrated and
 * memoryless false detection rates", 2022). The test window starts full, with reference rows, so every row gets a verdict.
 */
export function* configureMmdOnline(reference: Matrix, options: MmdOnlineOptions): Job<OnlineDetector> {
  const { ert, window_size: window, initial } = options;
  const plan = planWindows(reference.rows, window);
  if (plan.kept < 2)
    throw badInput(
      `A window of ${window} needs at least ${2 * window + 1} reference rows; there are ${reference.rows}.`,
    );
  checkPermutations(initial?.permutations, reference.rows);

  const store = createRowStore(reference.rows, reference.cols, precisionOf(reference));
  putRows(store, reference);
  const distances = yield* pairwiseDistances(store);
  const sigma = initial?.sigma ?? options.sigma ?? [medianSigmaWithin(distances, reference.rows)];
  const kernel = toKernelMatrix(distances, reference.rows, gaussianKernel(sigma));

  const random = createRandom(options.seed);
  const thresholds = (initial?.thresholds as number[] | undefined) ?? (yield* bootstrapThresholds());
  if (thresholds.length !== window || typeof thresholds[0] !== 'number')
    throw badInput(`initial.thresholds needs ${window} numbers, one for each step of the window.`);
  const given = initial?.ref_inds && initial.init_test_inds ? (initial as Split) : undefined;
  if (given) checkSplit(given, plan);
  const split = given ?? drawSplit(plan, random, (drawn) => statisticOfSplit(kernel, plan, drawn) < thresholds[0]!);

  const initialWindow = packMatrix(takeRowsAs(reference, split.init_test_inds));
  return createMmdOnline({
    ert,
    window_size: window,
    sigma,
    thresholds,
    meanWithinReference: sumWithin(kernel, plan.rows, split.ref_inds) / pairsOf(split.ref_inds.length),
    reference: packMatrix(takeRowsAs(reference, split.ref_inds)),
    initialWindow,
    window: initialWindow,
    oldest: 0,
    time: 0,
  });

  function* bootstrapThresholds(): Job<number[]> {
    const bootstraps = initial?.permutations?.length ?? options.n_bootstraps;
    const statistics = yield* bootstrapMmd(kernel, plan, bootstraps, random, initial?.permutations);
    return thresholdsOf(statistics, window, ert);
  }
}

const pairsOf = (n: number) => n * (n - 1);

/** Chosen rows in the precision they came in. */
const takeRowsAs = (matrix: Matrix, indices: readonly number[]): Matrix => {
  const rows = takeRows(matrix, indices);
  return matrix.data instanceof Float32Array ? { ...rows, data: Float32Array.from(rows.data) } : rows;
};

function sumWithin(kernel: Float64Array, n: number, rows: readonly number[]): number {
  let sum = 0;
  for (const i of rows) for (const j of rows) sum += kernel[i * n + j]!;
  return sum;
}

function statisticOfSplit(kernel: Float64Array, { rows: n }: WindowPlan, { ref_inds, init_test_inds }: Split): number {
  let across = 0;
  for (const i of ref_inds) for (const j of init_test_inds) across += kernel[i * n + j]!;
  const [r, w] = [ref_inds.length, init_test_inds.length];
  return unbiasedMmd(r, w, sumWithin(kernel, n, ref_inds), sumWithin(kernel, n, init_test_inds), across);
}

/** @param saved the state of a detector that `save` wrote. Throws `bad_request` if it does not hold together. */
export function loadMmdOnline(saved: unknown): OnlineDetector {
  const state = parseState(State, saved);
  const { window_size, window, initialWindow, reference, thresholds, oldest } = state;
  const fits = [window, initialWindow].every((rows) => rows.rows === window_size && rows.cols === reference.cols);
  if (!fits || thresholds.length !== window_size || oldest >= window_size || reference.rows < 2)
    throw damaged('its parts are of different sizes');
  return createMmdOnline(state);
}

function createMmdOnline({ reference: saved, window, ...configuration }: State): OnlineDetector {
  const { ert, window_size: size, thresholds, meanWithinReference, initialWindow } = configuration;
  const reference = unpackMatrix(saved);
  const { rows: kept, cols } = reference;
  const kernel = gaussianKernel(configuration.sigma);
  // The reference window first, the test window after it: one call gives a new row's distances to both.
  const store = createRowStore(kept + size, cols, precisionOf(reference));
  putRows(store, reference);
  /** Sum of kernel values with the reference window, for each row of the test window. */
  const toReference = new Float64Array(size);
  /** Kernel values within the test window. */
  const within = new Float64Array(size * size);
  let { oldest, time } = configuration;

  function enter(slot: number): void {
    const distances = store.distances(kept + slot);
    let sum = 0;
    for (let i = 0; i < kept; i++) sum += kernel(distances[i]!);
    toReference[slot] = sum;
    for (let j = 0; j < size; j++)
      within[slot * size + j] = within[j * size + slot] = j === slot ? 0 : kernel(distances[kept + j]!);
  }
  function fill(window: Matrix): void {
    putRows(store, window, kept);
    for (let slot = 0; slot < size; slot++) enter(slot);
  }
  fill(unpackMatrix(window));

  // Summed anew each time, W^2 additions: running sums would drift, and a loaded detector with them.
  const statistic = (): number => {
    let pairs = 0;
    let across = 0;
    for (let i = 0; i < within.length; i++) pairs += within[i]!;
    for (let i = 0; i < size; i++) across += toReference[i]!;
    return meanWithinReference + pairs / pairsOf(size) - (2 * across) / (kept * size);
  };

  return {
    name: 'mmd-online',
    cols,
    ert,
    update: (row) => {
      checkStreamRow(row, cols, time + 1);
      time += 1;
      store.put(kept + oldest, row);
      enter(oldest);
      oldest = (oldest + 1) % size;
      const test_stat = statistic();
      const threshold = thresholds[Math.min(time, size - 1)]!;
      return { is_drift: test_stat > threshold ? 1 : 0, distance: null, p_val: null, threshold, time, ert, test_stat };
    },
    reset: () => {
      time = 0;
      oldest = 0;
      fill(unpackMatrix(initialWindow));
    },
    // The reference window is packed anew: kept as text it would take more memory than the detector.
    save: () =>
      seal('mmd-online', {
        ...configuration,
        reference: packMatrix(rowsOfStore(store, 0, kept)),
        window: packMatrix(rowsOfStore(store, kept, size)),
        oldest,
        time,
      } satisfies State),
  };
}

function rowsOfStore(store: RowStore, from: number, rows: number): Matrix {
  const data =
    store.at(0) instanceof Float32Array ? new Float32Array(rows * store.cols) : new Float64Array(rows * store.cols);
  for (let i = 0; i < rows; i++) data.set(store.at(from + i), i * store.cols);
  return { rows, cols: store.cols, data };
}
