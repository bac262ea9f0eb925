import { z } from 'zod';
import { badInput } from './bad-input.ts';
import { checkFeatureCount } from './feature-wise.ts';
import { checkBinary, checkBinaryRow } from './fisher.ts';
import { fetThresholds, type FetStep } from './fet-thresholds.ts';
import { smoothed, statisticsByOnes, type FetPlan } from './fet-window.ts';
import type { Job } from './job.ts';
import { checkStreamRow, columnOf, type Matrix } from './matrix.ts';
import type { OnlineDetector } from './online-detector.ts';
import type { FetOnlineOptions } from './options.ts';
import { createRandom } from './random.ts';
import { createRecentRows } from './recent-rows.ts';
import { damaged, parseState, seal } from './saved-detector.ts';
import { givenSteps, levelPerFeature, stepsOf } from './windowed-thresholds.ts';

const perFeature = z.array(z.number().nullable());
const State = z.object({
  ert: z.number(),
  window_sizes: z.array(z.int().min(1)).min(1),
  alternative: z.enum(['greater', 'less']),
  lam: z.number(),
  referenceRows: z.int().positive(),
  /** Ones in each column of the reference. */
  referenceOnes: z.array(z.int().nonnegative()).min(1),
  /** A row for each step, an entry for each feature; the last row judges all that follow. */
  thresholds: z.array(perFeature).min(1),
  permits: z.array(perFeature).min(1),
  recent: z.array(z.array(z.number())),
  /** The last smoothed statistic, by window, then feature. */
  statistics: z.array(perFeature),
  random: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  time: z.int().nonnegative(),
});
type State = z.infer<typeof State>;

/**
 * Fisher's exact test on a stream of zeros and ones, each feature by itself, over one or more window sizes (Ross,
 * Tasoulis and Adams, "Sequential monitoring of a Bernoulli sequence when the pre-change parameter is unknown", 2013).
 * Windows start empty.
 */
export function* configureFetOnline(reference: Matrix, options: FetOnlineOptions): Job<OnlineDetector> {
  const { ert, window_sizes, alternative, lam, initial } = options;
  const { rows, cols } = reference;
  checkFeatureCount(reference, options.n_features);
  checkBinary(reference, 'reference');
  const referenceOnes = Array.from({ length: cols }, (_, f) => columnOf(reference, f).reduce((sum, v) => sum + v, 0));
  const constant = referenceOnes.findIndex((ones) => ones === 0 || ones === rows);
  if (constant >= 0)
    throw badInput(
      `Feature ${constant} of the reference is always the same: Fisher's test needs zeros and ones in it.`,
    );

  const random = createRandom(options.seed);
  const given = givenSteps(initial?.thresholds, cols, 'thresholds')?.map((row) => row.map(toFloat32));
  const steps = given ? [] : yield* simulateFeatures();
  const over = <T>(pick: (step: FetStep) => T) => steps[0]?.map((_, t) => steps.map((feature) => pick(feature[t]!)));
  const never = given?.map((row) => row.map(() => null));
  return createFetOnline({
    ert,
    window_sizes,
    alternative,
    lam,
    referenceRows: rows,
    referenceOnes,
    thresholds: given ?? over((step) => step.threshold)!,
    permits: givenSteps(initial?.permit_probs, cols, 'permit_probs') ?? never ?? over((step) => step.permit)!,
    recent: [],
    statistics: window_sizes.map(() => referenceOnes.map(() => null)),
    random: random.state(),
    time: 0,
  });

  function* simulateFeatures(): Job<FetStep[][]> {
    const features: FetStep[][] = [];
    const bits = new Uint8Array(options.t_max ?? stepsOf(window_sizes));
    for (const ones of referenceOnes) {
      const plan: FetPlan = { referenceRows: rows, referenceOnes: ones, windowSizes: window_sizes, alternative, lam };
      const simulation = {
        bootstraps: options.n_bootstraps,
        steps: bits.length,
        level: levelPerFeature(ert, cols),
        stream: () => bits.map(() => (random.uniform() * rows < ones ? 1 : 0)),
        passing: (count: number, permit: number) =>
          Array.from({ length: count }, random.uniform).filter((u) => u < permit).length,
      };
      features.push(yield* fetThresholds(plan, simulation));
    }
    return features;
  }
}

const toFloat32 = (value: number | null) => (value === null ? null : Math.fround(value));

/** @param saved the state of a detector that `save` wrote. Throws `bad_request` if it does not hold together. */
export function loadFetOnline(saved: unknown): OnlineDetector {
  const state = parseState(State, saved);
  const { referenceOnes, thresholds, permits, statistics, window_sizes, recent, time } = state;
  const features = referenceOnes.length;
  const wide = [...thresholds, ...permits, ...statistics].every((row) => row.length === features);
  const fits = wide && thresholds.length === permits.length && statistics.length === window_sizes.length;
  const kept = Math.min(time, Math.max(...window_sizes));
  if (!fits || (time > 0 && recent.length !== features) || recent.some((values) => values.length !== kept))
    throw damaged('its parts are of different sizes');
  return createFetOnline(state);
}

function createFetOnline(state: State): OnlineDetector {
  const { ert, window_sizes: sizes, referenceOnes, thresholds, permits, lam } = state;
  const cols = referenceOnes.length;
  const tables = sizes.map((size) =>
    referenceOnes.map((ones) => statisticsByOnes({ ...state, referenceOnes: ones, windowSizes: sizes }, size)),
  );
  const recent = createRecentRows(cols, Math.max(...sizes), state.recent);
  const random = createRandom(state.random);
  let { time, statistics } = state;

  const onesIn = (feature: number, size: number) => recent.last(feature, size).reduce((sum, value) => sum + value, 0);
  const advance = (k: number, feature: number): number | null =>
    time < sizes[k]!
      ? null
      : smoothed(lam, statistics[k]![feature]!, tables[k]![feature]![onesIn(feature, sizes[k]!)]!);

  /** Equal to its threshold, a statistic is let pass as often as in the simulation, so that alarms stay as rare. */
  function isOver(feature: number, step: number): boolean {
    const threshold = thresholds[step]![feature];
    const full = statistics.map((row) => row[feature]!).filter((value) => value !== null);
    if (threshold == null || full.length === 0) return false;
    const largest = Math.max(...full);
    if (largest !== threshold) return largest > threshold;
    return random.uniform() >= (permits[step]![feature] ?? 1);
  }

  return {
    name: 'fet-online',
    cols,
    ert,
    update: (row) => {
      checkStreamRow(row, cols, time + 1);
      checkBinaryRow(row, time);
      time += 1;
      recent.push(row);
      statistics = sizes.map((_, k) => referenceOnes.map((_, feature) => advance(k, feature)));
      const step = Math.min(time, thresholds.length) - 1;
      const over = referenceOnes.map((_, feature) => isOver(feature, step));
      return {
        is_drift: over.includes(true) ? 1 : 0,
        distance: null,
        p_val: null,
        threshold: thresholds[step]!,
        time,
        ert,
        test_stat: statistics,
      };
    },
    reset: () => {
      time = 0;
      recent.clear();
      statistics = sizes.map(() => referenceOnes.map(() => null));
    },
    save: () =>
      seal('fet-online', { ...state, recent: recent.save(), statistics, random: random.state(), time } satisfies State),
  };
}
