import { z } from 'zod';
import { badInput } from './bad-input.ts';
import { gaussianKernel } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import {
  basisGram,
  chooseCenters,
  featureMatrix,
  kernelFeatures,
  medianSigma,
  scalingOf,
  standardise,
  standardiseAll,
} from './lsdd-features.ts';
import { chooseLambda, lsdd, lsddForm } from './lsdd-statistic.ts';
import { bootstrapDifferences, meanFeatures } from './lsdd-windows.ts';
import { checkStreamRow, takeRows, type Matrix } from './matrix.ts';
import { planWindows, thresholdsOf } from './mmd-thresholds.ts';
import type { OnlineDetector } from './online-detector.ts';
import { checkPermutations, type LsddOnlineOptions } from './options.ts';
import { createRandom } from './random.ts';
import { SavedMatrix, damaged, packMatrix, parseState, seal, unpackMatrix } from './saved-detector.ts';
import { checkSplit, drawSplit, type Split } from './window-split.ts';

const State = z.object({
  ert: z.number(),
  window_size: z.int().min(2),
  sigma: z.array(z.number().positive()).min(1),
  lambda: z.number().positive(),
  mean: z.array(z.number()),
  scale: z.array(z.number().positive()),
  /** Standardised. */
  centers: SavedMatrix,
  /** The statistic is h' form h, h the mean kernel features of the reference less those of the window. */
  form: SavedMatrix,
  referenceFeatures: z.array(z.number()),
  /** thresholds[t] judges row t of the stream (from 1), the last one all that follow; thresholds[0] judged the split. */
  thresholds: z.array(z.number()).min(1),
  /** Kernel features of the test window, as a ring: the row at `oldest` leaves next. */
  initialWindow: SavedMatrix,
  window: SavedMatrix,
  oldest: z.int().nonnegative(),
  time: z.int().nonnegative(),
});
type State = z.infer<typeof State>;

/** The first step of the library's bootstrap that leaves out what it flagged is the second. */
const FIRST_DISCARD = 1;

/** Configures the least-squares density difference on a stream; the test window starts full, with reference rows. */
export function* configureLsddOnline(reference: Matrix, options: LsddOnlineOptions): Job<OnlineDetector> {
  const { ert, window_size: size, initial } = options;
  const wanted = initial?.kernel_center_inds?.length ?? options.n_kernel_centers ?? 2 * size;
  const least = wanted + 2 * size + 1;
  if (reference.rows < least)
    throw badInput(
      `A window of ${size} and ${wanted} kernel centres need at least ${least} reference rows; there are ${reference.rows}.`,
    );
  const random = createRandom(options.seed);
  const scaling = scalingOf(reference);
  const standard = standardiseAll(scaling, reference);
  const { centers, others } = chooseCenters(standard, wanted, random, initial);
  const sigma = initial?.sigma ?? options.sigma ?? [yield* medianSigma(standard)];
  const count = centers.rows;
  const features = featureMatrix(kernelFeatures(centers, gaussianKernel(sigma)), takeRows(standard, others), count);
  const plan = planWindows(features.rows, size);
  checkPermutations(initial?.permutations, plan.rows);

  const gram = basisGram(centers, sigma);
  const bootstraps = initial?.permutations?.length ?? options.n_bootstraps;
  const fixed = initial?.thresholds && initial.lambda;
  const differences = fixed
    ? []
    : yield* bootstrapDifferences(features, plan, bootstraps, random, initial?.permutations);
  const first = differences.filter((_, i) => i % size === 0);
  const { lambda, form } = initial?.lambda
    ? lsddForm(gram, count, initial.lambda)
    : chooseLambda(gram, count, first, options.lambda_rd_max);
  const bootstrapped = () =>
    thresholdsOf(
      Float64Array.from(differences, (difference) => lsdd(form, difference)),
      size,
      ert,
      FIRST_DISCARD,
    );
  const thresholds = (initial?.thresholds as number[] | undefined) ?? bootstrapped();
  if (thresholds.length !== size || typeof thresholds[0] !== 'number')
    throw badInput(`initial.thresholds needs ${size} numbers, one for each step of the window.`);

  const differenceOf = ({ ref_inds, init_test_inds }: Split) => {
    const window = meanFeatures(features, init_test_inds);
    return meanFeatures(features, ref_inds).map((mean, c) => mean - window[c]!);
  };
  const given = initial?.ref_inds && initial.init_test_inds ? (initial as Split) : undefined;
  if (given) checkSplit(given, plan);
  const split = given ?? drawSplit(plan, random, (drawn) => lsdd(form, differenceOf(drawn)) < thresholds[0]!);
  const window = packMatrix(takeRows(features, split.init_test_inds));
  return createLsddOnline({
    ert,
    window_size: size,
    sigma,
    lambda,
    ...scaling,
    centers: packMatrix(centers),
    form: packMatrix({ rows: count, cols: count, data: form }),
    referenceFeatures: [...meanFeatures(features, split.ref_inds)],
    thresholds,
    initialWindow: window,
    window,
    oldest: 0,
    time: 0,
  });
}

/** @param saved the state of a detector that `save` wrote. Throws `bad_request` if it does not hold together. */
export function loadLsddOnline(saved: unknown): OnlineDetector {
  const state = parseState(State, saved);
  const { centers, form, referenceFeatures, window, initialWindow, window_size: size, mean, scale, thresholds } = state;
  const count = centers.rows;
  const square = form.rows === count && form.cols === count && referenceFeatures.length === count;
  const windows = [window, initialWindow].every((rows) => rows.rows === size && rows.cols === count);
  const wide = mean.length === centers.cols && scale.length === centers.cols;
  if (!square || !windows || !wide || thresholds.length !== size || state.oldest >= size)
    throw damaged('its parts are of different sizes');
  return createLsddOnline(state);
}

function createLsddOnline(state: State): OnlineDetector {
  const { ert, window_size: size, thresholds, referenceFeatures } = state;
  const centers = unpackMatrix(state.centers);
  const { cols } = centers;
  const form = unpackMatrix(state.form).data as Float64Array;
  const features = kernelFeatures(centers, gaussianKernel(state.sigma));
  let window = unpackMatrix(state.window);
  let { oldest, time } = state;
  const everyRow = Int32Array.from({ length: size }, (_, i) => i);

  return {
    name: 'lsdd-online',
    cols,
    ert,
    update: (row) => {
      checkStreamRow(row, cols, time + 1);
      time += 1;
      window.data.set(features(standardise(state, row)), oldest * centers.rows);
      oldest = (oldest + 1) % size;
      const mean = meanFeatures(window, everyRow);
      const test_stat = lsdd(
        form,
        mean.map((value, c) => referenceFeatures[c]! - value),
      );
      const threshold = thresholds[Math.min(time, size - 1)]!;
      return { is_drift: test_stat > threshold ? 1 : 0, distance: null, p_val: null, threshold, time, ert, test_stat };
    },
    reset: () => {
      time = 0;
      oldest = 0;
      window = unpackMatrix(state.initialWindow);
    },
    save: () => seal('lsdd-online', { ...state, window: packMatrix(window), oldest, time } satisfies State),
  };
}
