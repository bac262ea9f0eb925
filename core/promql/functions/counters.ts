import type { Samples } from '../windows.ts';
import type { Moment, RangeFunction, WindowFunction } from './over-windows.ts';

/** Indices i where a counter was reset: value i is below value i − 1. */
function resetsOf({ values }: Samples): number[] {
  const resets: number[] = [];
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) resets.push(i);
  return resets;
}

/**
 * How a counter has changed over [from, to): what it lost to each reset inside is added again. Windows move forward only,
 * so the list of resets is walked once.
 */
function counted(samples: Samples): (from: number, to: number) => number {
  const { values } = samples;
  const resets = resetsOf(samples);
  let first = 0;
  return (from, to) => {
    while (first < resets.length && resets[first]! <= from) first++;
    let change = values[to - 1]! - values[from]!;
    for (let r = first; r < resets.length && resets[r]! < to; r++) change += values[resets[r]! - 1]!;
    return change;
  };
}

/**
 * The change over a window, extrapolated to its ends (promql.md in the references, §11.1; Prometheus's
 * `extrapolatedRate`). With Δ the mean distance of the samples, the change is stretched to the window's end unless that
 * is more than 1.1 Δ away, in which case by Δ/2; and a counter is never stretched to before it was zero.
 */
function extrapolated(samples: Samples, counter: boolean, perSecond: boolean): WindowFunction {
  const { timestampsMs, values } = samples;
  const changeOver = counter ? counted(samples) : (from: number, to: number) => values[to - 1]! - values[from]!;
  return (from, to, { startMs, endMs }: Moment) => {
    const firstMs = timestampsMs[from]!;
    const lastMs = timestampsMs[to - 1]!;
    const change = changeOver(from, to);
    const sampled = (lastMs - firstMs) / 1000;
    const distance = sampled / (to - from - 1);
    const threshold = distance * 1.1;
    let toStart = (firstMs - startMs) / 1000;
    let toEnd = (endMs - lastMs) / 1000;
    if (toStart >= threshold) toStart = distance / 2;
    if (counter && change > 0 && values[from]! >= 0) {
      const toZero = sampled * (values[from]! / change);
      if (toZero < toStart) toStart = toZero;
    }
    if (toEnd >= threshold) toEnd = distance / 2;
    let factor = (sampled + toStart + toEnd) / sampled;
    if (perSecond) factor /= (endMs - startMs) / 1000;
    return change * factor;
  };
}

/** From the last two samples alone; after a reset a counter's last value is what it has grown by. */
function instantaneous({ timestampsMs, values }: Samples, counter: boolean): WindowFunction {
  return (_from, to) => {
    const last = values[to - 1]!;
    const before = values[to - 2]!;
    if (!counter) return last - before;
    const grown = last < before ? last : last - before;
    return grown / ((timestampsMs[to - 1]! - timestampsMs[to - 2]!) / 1000);
  };
}

export const counterFunctions: Record<string, RangeFunction> = {
  rate: { least: 2, forCounters: true, over: (samples) => extrapolated(samples, true, true) },
  increase: { least: 2, forCounters: true, over: (samples) => extrapolated(samples, true, false) },
  delta: { least: 2, over: (samples) => extrapolated(samples, false, false) },
  irate: { least: 2, over: (samples) => instantaneous(samples, true) },
  idelta: { least: 2, over: (samples) => instantaneous(samples, false) },
  resets: {
    least: 1,
    over:
      ({ values }) =>
      (from, to) => {
        let count = 0;
        for (let i = from + 1; i < to; i++) if (values[i]! < values[i - 1]!) count++;
        return count;
      },
  },
  changes: {
    least: 1,
    over:
      ({ values }) =>
      (from, to) => {
        let count = 0;
        for (let i = from + 1; i < to; i++) {
          const [x, y] = [values[i - 1]!, values[i]!];
          if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) count++;
        }
        return count;
      },
  },
};
