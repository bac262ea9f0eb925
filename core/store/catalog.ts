import type { Labels, MetricMetadata } from '../shared/index.ts';
import { unionOf, type MatcherSets, type Series, type SeriesIndex } from './series-index.ts';

/** What series there are in a time range (Unix ms, inclusive; by the first and last sample of each). */
export interface SeriesCatalog {
  series(sets: MatcherSets, startMs: number, endMs: number, limit?: number): Labels[];
  /** Sorted, `__name__` among them. */
  labelNames(sets: MatcherSets, startMs: number, endMs: number): string[];
  /** Sorted. */
  labelValues(name: string, sets: MatcherSets, startMs: number, endMs: number): string[];
  metadata(): ReadonlyMap<string, MetricMetadata>;
  /** What causes the most series, the `limit` largest of each kind; in the words of Prometheus's /status/tsdb. */
  tsdbStatus(limit: number): TsdbStatus;
}

export interface NamedCount {
  name: string;
  value: number;
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

  function* within(sets: MatcherSets, startMs: number, endMs: number): Generator<Series> {
    for (const series of unionOf(index, sets)) if (series.minMs <= endMs && series.maxMs >= startMs) yield series;
  }

  return {
    series: (sets, startMs, endMs, limit = Infinity) =>
      [...within(sets, startMs, endMs).take(limit)].map((series) => index.labelsOf(series)),
    labelNames(sets, startMs, endMs) {
      const nameIds = new Set<number>();
      for (const series of within(sets, startMs, endMs))
        for (const pair of series.pairs) nameIds.add(pairs.nameIdOf(pair));
      return Array.from(nameIds, (nameId) => pairs.nameOfId(nameId)).sort();
    },
    labelValues(name, sets, startMs, endMs) {
      const nameId = pairs.nameId(name);
      const found = new Set<number>();
      for (const series of within(sets, startMs, endMs)) {
        const pair = series.pairs.find((pair) => pairs.nameIdOf(pair) === nameId);
        if (pair !== undefined) found.add(pair);
      }
      return Array.from(found, (pair) => pairs.valueOf(pair)).sort();
    },
    metadata,
    tsdbStatus: (limit) => tsdbStatusOf(index, limit),
  };
}

function tsdbStatusOf(index: SeriesIndex, limit: number): TsdbStatus {
  const byMetric: NamedCount[] = [];
  const byPair: NamedCount[] = [];
  const values = new Map<string, number>();
  const bytes = new Map<string, number>();
  for (const { name, value, series } of index.pairs.counts()) {
    if (name === '__name__') byMetric.push({ name: value, value: series });
    byPair.push({ name: `${name}=${value}`, value: series });
    values.set(name, (values.get(name) ?? 0) + 1);
    bytes.set(name, (bytes.get(name) ?? 0) + Buffer.byteLength(value) * series);
  }
  let minTime = Infinity;
  let maxTime = -Infinity;
  let chunkCount = 0;
  for (const series of index.all()) {
    if (series.open !== null) chunkCount++;
    minTime = Math.min(minTime, series.minMs);
    maxTime = Math.max(maxTime, series.maxMs);
  }
  const empty = minTime > maxTime;
  return {
    headStats: {
      numSeries: index.size,
      numLabelPairs: byPair.length,
      chunkCount,
      minTime: empty ? 0 : minTime,
      maxTime: empty ? 0 : maxTime,
    },
    seriesCountByMetricName: largest(byMetric, limit),
    labelValueCountByLabelName: largest(toCounts(values), limit),
    memoryInBytesByLabelName: largest(toCounts(bytes), limit),
    seriesCountByLabelValuePair: largest(byPair, limit),
  };
}

const toCounts = (counts: ReadonlyMap<string, number>): NamedCount[] =>
  Array.from(counts, ([name, value]) => ({ name, value }));

const largest = (counts: NamedCount[], limit: number): NamedCount[] =>
  counts.sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1)).slice(0, limit);
