import type { Labels, Matcher, MetricMetadata } from '../shared/index.ts';

export type Awaitable<T> = T | Promise<T>;

/** Each set is one selector (all its matchers hold); several sets are a union; none means every series. */
export type MatcherSets = readonly (readonly Matcher[])[];

/**
 * What the API asks of the store beside samples. Times are Unix milliseconds, both ends inclusive; a series counts when
 * it has a sample between them (an implementation may be coarser, as Prometheus is, by the size of its blocks).
 * Lists come without duplicates, in any order.
 */
export interface SeriesCatalog {
  /** At most `limit` series, all when it is left out. */
  series(matcherSets: MatcherSets, startMs: number, endMs: number, limit?: number): Awaitable<Labels[]>;
  labelNames(matcherSets: MatcherSets, startMs: number, endMs: number): Awaitable<string[]>;
  labelValues(name: string, matcherSets: MatcherSets, startMs: number, endMs: number): Awaitable<string[]>;
  /** What targets said of their metrics, by metric name. */
  metadata(): Awaitable<ReadonlyMap<string, MetricMetadata>>;
  /** The `limit` largest of each kind, largest first. Without it they are counted from `series`, which takes longer. */
  tsdbStatus?(limit: number): Awaitable<TsdbStatus>;
}

export interface NamedCount {
  name: string;
  value: number;
}

/** In Prometheus's own words, as `/api/v1/status/tsdb` gives them; times are Unix milliseconds. */
export interface TsdbStatus {
  headStats: { numSeries: number; numLabelPairs: number; chunkCount: number; minTime: number; maxTime: number };
  seriesCountByMetricName: NamedCount[];
  labelValueCountByLabelName: NamedCount[];
  memoryInBytesByLabelName: NamedCount[];
  seriesCountByLabelValuePair: NamedCount[];
}
