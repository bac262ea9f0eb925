import type { Labels, MetricMetadata } from '../shared/index.ts';
import { Largest, type NamedCount } from './largest.ts';
import { unionOf, type MatcherSets, type Series, type SeriesIndex } from './series-index.ts';
import { inSlices, sorted, type Steps } from './slices.ts';

export type { NamedCount } from './largest.ts';

/**
 * What series there are in a time range (Unix ms, inclusive; by the first and last sample of each). With a hundred thousand
 * of them this takes a while: it is done in slices, between which others run.
 */
export interface SeriesCatalog {
  series(sets: MatcherSets, startMs: number, endMs: number, limit?: number): Promise<Labels[]>;
  /** Sorted, `__name__` among them. */
  labelNames(sets: MatcherSets, startMs: number, endMs: number): Promise<string[]>;
  /** Sorted. */
  labelValues(name: string, sets: MatcherSets, startMs: number, endMs: number): Promise<string[]>;
  metadata(): ReadonlyMap<string, MetricMetadata>;
  /** What causes the most series, the `limit` largest of each kind; in the words of Prometheus's /status/tsdb. */
  tsdbStatus(limit: number): Promise<TsdbStatus>;
}

export interface TsdbStatus {
  headStats: { numSeries: number; numLabelPairs: number; chunkCount: number; minTime: number; maxTime: number };
  seriesCountByMetricName: NamedCount[];
  labelValueCountByLabelName: NamedCount[];
  memoryInBytesByLabelName: NamedCount[];
  seriesCountByLabelValuePair: NamedCount[];
}

/** Answers from the index, in memory. */
export function createCatalog(index: SeriesIndex, metadata: () => ReadonlyMap<string, MetricMetadata>): SeriesCatalog {
  const { pairs } = index;

  /** Calls `take` for each series with samples in the range, until it gives false. */
  function* each(
    sets: MatcherSets,
    startMs: number,
    endMs: number,
    take: (series: Series) => boolean | void,
  ): Steps<void> {
    for (const series of yield* unionOf(index, sets)) {
      yield;
      // It may have gone in a pause, and its pairs with it.
      const isThere = index.get(series.id) === series && series.minMs <= endMs && series.maxMs >= startMs;
      if (isThere && take(series) === false) return;
    }
  }

  return {
    series: (sets, startMs, endMs, limit = Infinity) =>
      inSlices(
        (function* () {
          const found: Labels[] = [];
          if (limit > 0) yield* each(sets, startMs, endMs, (series) => found.push(index.labelsOf(series)) < limit);
          return found;
        })(),
      ),
    labelNames: (sets, startMs, endMs) =>
      inSlices(
        (function* () {
          const found = new Set<string>();
          yield* each(sets, startMs, endMs, (series) => {
            for (const pair of series.pairs) found.add(pairs.nameOf(pair));
          });
          return yield* sorted([...found]);
        })(),
      ),
    labelValues: (name, sets, startMs, endMs) =>
      inSlices(
        (function* () {
          const nameId = pairs.nameId(name);
          const found = new Set<string>();
          yield* each(sets, startMs, endMs, (series) => {
            const pair = series.pairs.find((pair) => pairs.nameIdOf(pair) === nameId);
            if (pair !== undefined) found.add(pairs.valueOf(pair));
          });
          return yield* sorted([...found]);
        })(),
      ),
    metadata,
    tsdbStatus: (limit) => inSlices(tsdbStatusOf(index, limit)),
  };
}

function* tsdbStatusOf(index: SeriesIndex, limit: number): Steps<TsdbStatus> {
  const byMetric = new Largest(limit);
  const byPair = new Largest(limit);
  const values = new Map<string, number>();
  const bytes = new Map<string, number>();
  let pairs = 0;
  for (const { name, value, series } of index.pairs.counts()) {
    if (name === '__name__') byMetric.add(value, series);
    byPair.add(`${name}=${value}`, series);
    values.set(name, (values.get(name) ?? 0) + 1);
    bytes.set(name, (bytes.get(name) ?? 0) + Buffer.byteLength(value) * series);
    pairs++;
    yield;
  }
  let minTime = Infinity;
  let maxTime = -Infinity;
  let chunkCount = 0;
  for (const series of index.all()) {
    if (series.open !== null) chunkCount++;
    minTime = Math.min(minTime, series.minMs);
    maxTime = Math.max(maxTime, series.maxMs);
    yield;
  }
  const empty = minTime > maxTime;
  return {
    headStats: {
      numSeries: index.size,
      numLabelPairs: pairs,
      chunkCount,
      minTime: empty ? 0 : minTime,
      maxTime: empty ? 0 : maxTime,
    },
    seriesCountByMetricName: byMetric.counts,
    labelValueCountByLabelName: Largest.of(values, limit),
    memoryInBytesByLabelName: Largest.of(bytes, limit),
    seriesCountByLabelValuePair: byPair.counts,
  };
}
