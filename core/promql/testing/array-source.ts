import { compileMatcher, type SeriesData } from '../../shared/index.ts';
import type { SeriesSource } from '../series-source.ts';

/** A source over series held in memory, for tests and benchmarks. */
export function arraySource(all: readonly SeriesData[]): SeriesSource {
  return {
    async select(matchers, startMs, endMs) {
      const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
      return all
        .filter(({ labels }) => tests.every(({ name, test }) => test(labels[name] ?? '')))
        .map((series) => cut(series, startMs, endMs))
        .filter(({ values }) => values.length > 0);
    },
  };
}

function cut({ labels, timestampsMs, values, stale }: SeriesData, startMs: number, endMs: number): SeriesData {
  const from = firstAfter(timestampsMs, startMs - 1);
  const to = firstAfter(timestampsMs, endMs);
  return {
    labels,
    timestampsMs: timestampsMs.subarray(from, to),
    values: values.subarray(from, to),
    stale: stale?.subarray(from, to) ?? null,
  };
}

/** The index of the first time later than `timeMs`. */
function firstAfter(timestampsMs: Float64Array, timeMs: number): number {
  let low = 0;
  let high = timestampsMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timestampsMs[middle]! > timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}
