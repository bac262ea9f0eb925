import { smoothed, statisticsByOnes, type FetPlan } from './fet-window.ts';
import type { Job } from './job.ts';
import { tooFewBootstraps } from './mmd-thresholds.ts';
import { quantile } from './order-statistic.ts';

/** A threshold, and the share of statistics equal to it that pass; Infinity where none can be equal. */
export interface FetStep {
  threshold: number | null;
  permit: number | null;
}

export interface FetSimulation {
  bootstraps: number;
  steps: number;
  /** Chance of a false alarm of one feature at one step. */
  level: number;
  /** Zeros and ones of the b-th simulated stream. */
  stream(b: number): ArrayLike<number>;
  /** How many of `count` statistics equal to the threshold pass, each with chance `permit`. */
  passing(count: number, permit: number): number;
}

/**
 * Thresholds for one feature, by simulating streams of zeros and ones that do not drift. The statistic takes few values,
 * so whole shares of the streams tie with the threshold; passing some of them at random keeps the rate of alarms exact.
 */
export function* fetThresholds(plan: FetPlan, simulation: FetSimulation): Job<FetStep[]> {
  const { bootstraps, steps, level } = simulation;
  const largest = new Float64Array(bootstraps * steps).fill(-Infinity);
  const tables = plan.windowSizes.map((size) => statisticsByOnes(plan, size));
  for (let b = 0; b < bootstraps; b++) {
    const bits = simulation.stream(b);
    plan.windowSizes.forEach((size, k) => {
      let ones = 0;
      let previous: number | null = null;
      for (let t = 0; t < steps; t++) {
        ones += bits[t]! - (t >= size ? bits[t - size]! : 0);
        if (t < size - 1) continue;
        previous = smoothed(plan.lam, previous, tables[k]![ones]!);
        const at = b * steps + t;
        largest[at] = Math.max(largest[at]!, previous);
      }
    });
    yield { done: b + 1, total: bootstraps };
  }

  const result: FetStep[] = [];
  let alive = Int32Array.from({ length: bootstraps }, (_, b) => b);
  for (let t = 0; t < steps; t++) {
    if (t < Math.min(...plan.windowSizes) - 1) {
      result.push({ threshold: null, permit: null });
      continue;
    }
    const values = Float64Array.from(alive, (b) => largest[b * steps + t]!);
    const threshold = quantile(values, 1 - level, 6, false);
    if (Number.isNaN(threshold)) throw tooFewBootstraps(bootstraps, Math.ceil(1 / level));
    const below = values.filter((value) => value < threshold).length / values.length;
    const equal = values.filter((value) => value === threshold).length;
    const permit = Math.min(1, Math.max(0, (1 - level - below) / (equal / values.length)));
    let passes = simulation.passing(equal, permit);
    alive = alive.filter((_, i) => values[i]! < threshold || (values[i] === threshold && passes-- > 0));
    result.push({ threshold, permit });
  }
  return result;
}
