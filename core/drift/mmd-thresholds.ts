import { badInput } from './bad-input.ts';
import type { Job } from './job.ts';
import { rowSumsOf, unbiasedMmd } from './mmd-statistic.ts';
import { quantile } from './order-statistic.ts';
import { shuffleTail, type Random } from './random.ts';

/** How the reference of an online kernel detector is cut up: `stream` rows play the stream, the rest the reference. */
export interface WindowPlan {
  rows: number;
  window: number;
  /** Rows that stand for the stream in a bootstrap: 2W - 1, so that it holds W windows. */
  stream: number;
  /** Rows left as reference. */
  kept: number;
}

export const planWindows = (rows: number, window: number): WindowPlan => ({
  rows,
  window,
  stream: 2 * window - 1,
  kept: rows - (2 * window - 1),
});

/**
 * Statistics of the W windows of each bootstrap, W numbers per bootstrap. Each bootstrap draws which rows, in which order,
 * play the stream; what is left is its reference. All sums over that reference come from the row sums of the kernel
 * matrix less the stream's own block, so a bootstrap costs O(W^2) whatever the number of rows.
 *
 * @param kernel N x N, symmetric, zero diagonal.
 */
export function* bootstrapMmd(
  kernel: Float64Array,
  plan: WindowPlan,
  bootstraps: number,
  random: Random,
  given?: readonly (readonly number[])[],
): Job<Float64Array> {
  const { rows, window, stream, kept } = plan;
  const rowSums = rowSumsOf(kernel, rows);
  const total = rowSums.reduce((sum, value) => sum + value, 0);
  const statistics = new Float64Array(bootstraps * window);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const block = new Float64Array(stream * stream);
  const toReference = new Float64Array(stream);

  for (let b = 0; b < bootstraps; b++) {
    if (given) order.set(given[b]!);
    else shuffleTail(order, stream, random.below);
    const tail = order.subarray(kept);
    let streamSum = 0;
    let crossSum = 0;
    for (let i = 0; i < stream; i++) {
      let sum = 0;
      for (let j = 0; j < stream; j++) sum += block[i * stream + j] = kernel[tail[i]! * rows + tail[j]!]!;
      toReference[i] = rowSums[tail[i]!]! - sum;
      streamSum += sum;
      crossSum += toReference[i]!;
    }
    const sumXX = total - streamSum - 2 * crossSum;
    windowSums(block, toReference, plan, (w, sumYY, sumXY) => {
      statistics[b * window + w] = unbiasedMmd(kept, window, sumXX, sumYY, sumXY);
    });
    yield { done: b + 1, total: bootstraps };
  }
  return statistics;
}

/** Slides a window over the stream: each step takes one row out and one in, instead of summing the block anew. */
function windowSums(
  block: Float64Array,
  toReference: Float64Array,
  { window, stream }: WindowPlan,
  each: (w: number, sumYY: number, sumXY: number) => void,
): void {
  const withOthers = (row: number, from: number, to: number) => {
    let sum = 0;
    for (let j = from; j < to; j++) sum += block[row * stream + j]!;
    return sum;
  };
  let sumYY = 0;
  let sumXY = 0;
  for (let i = 0; i < window; i++) {
    sumYY += withOthers(i, 0, window);
    sumXY += toReference[i]!;
  }
  each(0, sumYY, sumXY);
  for (let w = 1; w < window; w++) {
    const [left, entered] = [w - 1, w + window - 1];
    sumYY += 2 * (withOthers(entered, w, entered) - withOthers(left, w, entered));
    sumXY += toReference[entered]! - toReference[left]!;
    each(w, sumYY, sumXY);
  }
}

/**
 * One threshold per step: the (1 - 1/ERT) quantile of the bootstraps that no earlier step flagged, so that each step
 * alarms falsely once in ERT on those that got so far. `firstDiscard`: the step from which flagged ones are left out.
 */
export function thresholdsOf(statistics: Float64Array, window: number, ert: number, firstDiscard = 0): number[] {
  const thresholds: number[] = [];
  let alive = Int32Array.from({ length: statistics.length / window }, (_, b) => b);
  for (let w = 0; w < window; w++) {
    const values = Float64Array.from(alive, (b) => statistics[b * window + w]!);
    const threshold = quantile(values, 1 - 1 / ert);
    if (Number.isNaN(threshold)) throw tooFewBootstraps(statistics.length / window, ert);
    thresholds.push(threshold);
    if (w >= firstDiscard) alive = alive.filter((_, i) => values[i]! < threshold);
  }
  return thresholds;
}

export const tooFewBootstraps = (bootstraps: number, ert: number) =>
  badInput(
    `${bootstraps} bootstraps are too few for an expected run time of ${ert}: set n_bootstraps to ${10 * ert} or more, or ert lower.`,
  );
