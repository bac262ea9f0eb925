import { firstNotBelow, rankReference, standardiser, windowStatistic, type Ranked } from './cvm-window.ts';
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
  const simulate = plan.lagged ? largestLagged : createSimulation(plan, steps);
  for (let b = 0; b < bootstraps; b++) {
    simulate(plan, stream(b), largest.subarray(b * steps, (b + 1) * steps));
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

type Simulate = (plan: CvmPlan, values: ArrayLike<number>, largest: Float64Array) => void;

/**
 * At each step, the largest statistic of the windows that are full by then. Values of a continuous distribution do not
 * tie, so the reference's rank sums are known beforehand, and a window is no more than its ranks in ascending order.
 */
function createSimulation({ referenceRows: n, windowSizes }: CvmPlan, steps: number): Simulate {
  const reference = new Float64Array(n);
  const values = new Float64Array(steps);
  const below = new Int32Array(steps);
  // Steps whose values the window holds, by value.
  const window = new Int32Array(Math.max(...windowSizes) + 1);
  const standards = windowSizes.map((size) => standardiser(n, size));
  return (_plan, stream, largest) => {
    for (let i = 0; i < n; i++) reference[i] = stream[i]!;
    reference.sort();
    for (let t = 0; t < steps; t++) {
      values[t] = stream[n + t]!;
      below[t] = firstNotBelow(reference, values[t]!);
    }
    windowSizes.forEach((size, k) => {
      let held = 0;
      for (let t = 0; t < steps; t++) {
        let place = held++;
        for (; place > 0 && values[window[place - 1]!]! > values[t]!; place--) window[place] = window[place - 1]!;
        window[place] = t;
        if (held > size) {
          const left = window.indexOf(t - size);
          window.copyWithin(left, left + 1, held--);
        }
        if (held < size) continue;
        let sum = 0;
        let [from, fromSum] = [0, 0];
        for (let j = 0; j <= size; j++) {
          const to = j === size ? n : below[window[j]!]!;
          // Ranks are 1 .. n: their sum up to i is i (i + 1) / 2. That of their squares adds up to the same for all.
          const toSum = (to * (to + 1)) / 2;
          const share = j / size;
          sum += (to - from) * share * share - (2 * share * (toSum - fromSum)) / n;
          if (j < size) sum += (to / n - (j + 1) / size) ** 2;
          [from, fromSum] = [to, toSum];
        }
        const squares = ((n + 1) * (2 * n + 1)) / (6 * n);
        const { scale, mean, deviation } = standards[k]!;
        largest[t] = Math.max(largest[t]!, ((sum + squares) * scale - mean) / deviation);
      }
    });
  };
}

/** The same with windows compared at the points of a step earlier. */
function largestLagged(plan: CvmPlan, values: ArrayLike<number>, largest: Float64Array): void {
  const all = Array.from(values);
  const reference = rankReference(all.slice(0, plan.referenceRows));
  // The last reference value stands before the stream: a lagged window begins with it.
  const ranked = all.slice(plan.referenceRows - 1).map((value): Ranked => ({ value, ...reference.rank(value) }));
  for (const size of plan.windowSizes) {
    const window = ranked.slice(1, size).sort((a, b) => a.value - b.value);
    let lagging = ranked.slice(0, size).sort((a, b) => a.value - b.value);
    for (let t = size - 1; t < largest.length; t++) {
      const entered = ranked[t + 1]!;
      const place = window.findIndex(({ value }) => value > entered.value);
      window.splice(place < 0 ? window.length : place, 0, entered);
      if (window.length > size) window.splice(window.indexOf(ranked[t + 1 - size]!), 1);
      largest[t] = Math.max(largest[t]!, windowStatistic(reference, window, lagging));
      lagging = [...window];
    }
  }
}
