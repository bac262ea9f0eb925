import { z } from 'zod';
import { cvmThresholds } from './cvm-thresholds.ts';
import { rankReference, windowStatistic, type Ranked } from './cvm-window.ts';
import { checkFeatureCount } from './feature-wise.ts';
import type { Job } from './job.ts';
import { checkStreamRow, columnOf, type Matrix } from './matrix.ts';
import type { OnlineDetector } from './online-detector.ts';
import type { CvmOnlineOptions } from './options.ts';
import { createRandom } from './random.ts';
import { createRecentRows } from './recent-rows.ts';
import { SavedMatrix, damaged, packMatrix, parseState, seal, unpackMatrix } from './saved-detector.ts';
import { givenSteps, levelPerFeature, stepsOf } from './windowed-thresholds.ts';

const State = z.object({
  ert: z.number(),
  window_sizes: z.array(z.int().min(1)).min(1),
  reference: SavedMatrix,
  /** thresholds[t - 1] judges row t, the last one all that follow; null until the smallest window is full. */
  thresholds: z.array(z.array(z.number().nullable()).length(1)).min(1),
  recent: z.array(z.array(z.number())),
  time: z.int().nonnegative(),
});
type State = z.infer<typeof State>;

/**
 * Cramer-von Mises on a stream, each feature by itself, over one or more window sizes (Ross and Adams, "Two
 * nonparametric control charts for detecting arbitrary distribution changes", 2012). Windows start empty.
 */
export function* configureCvmOnline(reference: Matrix, options: CvmOnlineOptions): Job<OnlineDetector> {
  const { ert, window_sizes } = options;
  checkFeatureCount(reference, options.n_features);
  const random = createRandom(options.seed);
  const simulated = new Float64Array(reference.rows + stepsOf(window_sizes));
  const plan = {
    referenceRows: reference.rows,
    windowSizes: window_sizes,
    level: levelPerFeature(ert, reference.cols),
    lagged: options.lagged_evaluation_points,
  };
  const draw = () => simulated.map(() => random.uniform());
  const thresholds =
    givenSteps(options.initial?.thresholds, 1, 'thresholds') ??
    (yield* cvmThresholds(plan, options.n_bootstraps, draw)).map((threshold) => [threshold]);
  return createCvmOnline({ ert, window_sizes, reference: packMatrix(reference), thresholds, recent: [], time: 0 });
}

/** @param saved the state of a detector that `save` wrote. Throws `bad_request` if it does not hold together. */
export function loadCvmOnline(saved: unknown): OnlineDetector {
  const state = parseState(State, saved);
  const kept = Math.min(state.time, Math.max(...state.window_sizes));
  const fits = state.time === 0 || state.recent.length === state.reference.cols;
  if (!fits || state.recent.some((values) => values.length !== kept)) throw damaged('its parts are of different sizes');
  return createCvmOnline(state);
}

function createCvmOnline(state: State): OnlineDetector {
  const { ert, window_sizes: sizes, thresholds } = state;
  const reference = unpackMatrix(state.reference);
  const { cols } = reference;
  const ranked = Array.from({ length: cols }, (_, feature) => rankReference(columnOf(reference, feature)));
  const recent = createRecentRows(cols, Math.max(...sizes), state.recent);
  let { time } = state;

  const statisticOf = (feature: number, size: number): number | null => {
    if (time < size) return null;
    const window = recent
      .last(feature, size)
      .sort((a, b) => a - b)
      .map((value): Ranked => ({ value, ...ranked[feature]!.rank(value) }));
    return windowStatistic(ranked[feature]!, window);
  };

  return {
    name: 'cvm-online',
    cols,
    ert,
    update: (row) => {
      checkStreamRow(row, cols, time + 1);
      time += 1;
      recent.push(row);
      const test_stat = sizes.map((size) => ranked.map((_, feature) => statisticOf(feature, size)));
      const threshold = thresholds[Math.min(time, thresholds.length) - 1]!;
      const [limit] = threshold;
      const exceeds = test_stat.flat().some((value) => value !== null && limit != null && value > limit);
      return { is_drift: exceeds ? 1 : 0, distance: null, p_val: null, threshold, time, ert, test_stat };
    },
    reset: () => {
      time = 0;
      recent.clear();
    },
    save: () => seal('cvm-online', { ...state, recent: recent.save(), time } satisfies State),
  };
}
