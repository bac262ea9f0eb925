import { rankReference, windowStatistic, type Ranked } from './cvm-window.ts';
import type { Job } from './job.ts';
import { tooFewBootstraps } from './mmd-thresholds.ts';
import { quantile } from './order-statistic.ts';
import { stepsOf } from './windowed-thresholds.ts';

export interface CvmPlan {
  referenceRows: number;
  windowSizes: readonly number[];
  /** Chance of a false alarm of one feature at one step. */
  level: number;
  /** The reference library compares a window at the values of one step earlier; see `lagged_evaluation_points`. */
  lagged: boolean;
}

/**
 * Thresholds for one feature, by simulating streams that do not drift: the statistic depends on ranks only, so any
 * continuous distribution will do. One per step; null until the smallest window is full.
 *
 * @param stream b-th simulation: `referenceRows` values, then one for every step.
 */
export function* cvmThresholds(
  plan: CvmPlan,
  bootstraps: number,
  stream: (b: number) => ArrayLike<number>,
): Job<(number | null)[]> {
  const steps = stepsOf(plan.windowSizes);
  const largest = new Float64Array(bootstraps * steps).fill(-Infinity);
  for (let b = 0; b < bootstraps; b++) {
    largestStatistics(plan, stream(b), largest.subarray(b * steps, (b + 1) * steps));
    yield { done: b + 1, total: bootstraps };
  }

  const thresholds: (number | null)[] = [];
  let alive = Int32Array.from({ length: bootstraps }, (_, b) => b);
  for (let t = 0; t < steps; t++) {
    if (t < Math.min(...plan.windowSizes) - 1) {
      thresholds.push(null);
      continue;
    }
    const values = Float64Array.from(alive, (b) => largest[b * steps + t]!);
    const threshold = quantile(values, 1 - plan.level);
    if (Number.isNaN(threshold)) throw tooFewBootstraps(bootstraps, Math.ceil(1 / plan.level));
    thresholds.push(threshold);
    alive = alive.filter((_, i) => values[i]! <= threshold);
  }
  return thresholds;
}

/** At each step, the largest statistic of the windows that are full by then. */
function largestStatistics(plan: CvmPlan, values: ArrayLike<number>, largest: Float64Array): void {
  const all = Array.from(values);
  const reference = rankReference(all.slice(0, plan.referenceRows));
  // The last reference value stands before the stream: a lagged window begins with it.
  const ranked = all.slice(plan.referenceRows - 1).map((value): Ranked => ({ value, ...reference.rank(value) }));
  for (const size of plan.windowSizes) {
    const window = ranked.slice(1, size).sort((a, b) => a.value - b.value);
    let lagging = plan.lagged ? ranked.slice(0, size).sort((a, b) => a.value - b.value) : window;
    for (let t = size - 1; t < largest.length; t++) {
      const entered = ranked[t + 1]!;
      const place = window.findIndex(({ value }) => value > entered.value);
      window.splice(place < 0 ? window.length : place, 0, entered);
      if (window.length > size) window.splice(window.indexOf(ranked[t + 1 - size]!), 1);
      largest[t] = Math.max(largest[t]!, windowStatistic(reference, window, lagging));
      if (plan.lagged) lagging = [...window];
    }
  }
}
