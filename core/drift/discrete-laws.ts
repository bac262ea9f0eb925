/**
 * Probabilities of a law on low .. high, from the ratio of each to the one before. Starting at the mode and scaling by
 * the total keeps the relative precision of the far tails, which log-gamma sums lose.
 *
 * @param ratio P(k + 1) / P(k)
 */
function fromRatios(low: number, high: number, mode: number, ratio: (k: number) => number): Float64Array {
  const weights = new Float64Array(high - low + 1);
  weights[mode - low] = 1;
  for (let k = mode; k < high; k++) weights[k + 1 - low] = weights[k - low]! * ratio(k);
  for (let k = mode; k > low; k--) weights[k - 1 - low] = weights[k - low]! / ratio(k - 1);
  const total = weights.toSorted().reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface DiscreteLaw {
  low: number;
  /** Probabilities of low, low + 1, ... */
  probabilities: Float64Array;
}

/** Marked ones among `draws` from `population`, of which `marked` are marked. */
export function hypergeometric(population: number, marked: number, draws: number): DiscreteLaw {
  const low = Math.max(0, draws - (population - marked));
  const high = Math.min(draws, marked);
  const mode = Math.floor(((draws + 1) * (marked + 1)) / (population + 2));
  const ratio = (k: number) => ((marked - k) * (draws - k)) / ((k + 1) * (population - marked - draws + k + 1));
  return { low, probabilities: fromRatios(low, high, Math.min(Math.max(mode, low), high), ratio) };
}

export function binomial(trials: number, success: number): DiscreteLaw {
  const mode = Math.min(Math.floor((trials + 1) * success), trials);
  const ratio = (k: number) => ((trials - k) / (k + 1)) * (success / (1 - success));
  return { low: 0, probabilities: fromRatios(0, trials, mode, ratio) };
}

/** P(X <= k). */
export const atMost = ({ low, probabilities }: DiscreteLaw, k: number): number =>
  Math.min(1, sumOf(probabilities.subarray(0, Math.max(k - low + 1, 0))));

/** P(X >= k). */
export const atLeast = ({ low, probabilities }: DiscreteLaw, k: number): number =>
  Math.min(1, sumOf(probabilities.subarray(Math.min(Math.max(k - low, 0), probabilities.length))));

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
