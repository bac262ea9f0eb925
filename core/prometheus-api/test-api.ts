import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { createEngine } from '../promql/index.ts';
import type { SeriesSource } from '../promql/index.ts';
import { compileMatcher, METRIC_NAME } from '../shared/index.ts';
import type { Labels, Matcher, MetricMetadata, SeriesData } from '../shared/index.ts';
import type { MatcherSets, SeriesCatalog } from './catalog.ts';
import { prometheusApi } from './prometheus-api.ts';
import type { PrometheusApiOptions } from './prometheus-api.ts';

/** The evaluation time the tests speak of: 2023-11-14T22:13:20Z. */
export const NOW_MS = 1_700_000_000_000;

/** Samples every 15 s up to NOW_MS; `valueAt` gets the number of the sample from 0. */
export function seriesOf(labels: Labels, samples: number, valueAt: (i: number) => number): SeriesData {
  const first = NOW_MS - (samples - 1) * 15_000;
  return {
    labels,
    timestampsMs: Float64Array.from({ length: samples }, (_, i) => first + i * 15_000),
    values: Float64Array.from({ length: samples }, (_, i) => valueAt(i)),
    stale: null,
  };
}

export const someSeries: readonly SeriesData[] = [
  seriesOf({ [METRIC_NAME]: 'up', job: 'food', instance: 'a:1' }, 41, () => 1),
  seriesOf({ [METRIC_NAME]: 'up', job: 'food', instance: 'b:1' }, 41, () => 0),
  seriesOf({ [METRIC_NAME]: 'http_requests_total', job: 'food', status: '2xx' }, 41, (i) => i * 30),
  seriesOf({ [METRIC_NAME]: 'http_requests_total', job: 'food', status: '5xx' }, 41, (i) => i * 1.5),
];

const knownMetadata: readonly [string, MetricMetadata][] = [
  ['http_requests_total', { type: 'counter', help: 'Requests answered.', unit: '' }],
  ['up', { type: 'gauge', help: '', unit: '' }],
];

/** Samples and catalog of series held in memory. */
export function sourceOf(all: readonly SeriesData[]): SeriesSource & SeriesCatalog {
  const inRange = ({ timestampsMs }: SeriesData, startMs: number, endMs: number) =>
    timestampsMs.length > 0 && timestampsMs[0]! <= endMs && timestampsMs.at(-1)! >= startMs;
  const holds = (matchers: readonly Matcher[]) => {
    const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
    return ({ labels }: SeriesData) => tests.every(({ name, test }) => test(labels[name] ?? ''));
  };
  const find = (sets: MatcherSets, startMs: number, endMs: number) => {
    const tests = sets.map(holds);
    return all
      .filter((series) => inRange(series, startMs, endMs) && (sets.length === 0 || tests.some((test) => test(series))))
      .map(({ labels }) => labels);
  };
  return {
    select: async (matchers, startMs, endMs) =>
      all.filter(holds(matchers)).map((series) => {
        const inside = (_: number, i: number) => series.timestampsMs[i]! >= startMs && series.timestampsMs[i]! <= endMs;
        return { ...series, timestampsMs: series.timestampsMs.filter(inside), values: series.values.filter(inside) };
      }),
    series: (sets, startMs, endMs, limit) => find(sets, startMs, endMs).slice(0, limit),
    labelNames: (sets, startMs, endMs) => [...new Set(find(sets, startMs, endMs).flatMap(Object.keys))],
    labelValues: (name, sets, startMs, endMs) => [
      ...new Set(find(sets, startMs, endMs).flatMap((labels) => labels[name] ?? [])),
    ],
    metadata: () =>
      new Map(all.flatMap(({ labels }) => knownMetadata.filter(([metric]) => labels[METRIC_NAME] === metric))),
  };
}

/** The API over series held in memory, as a host would register it. The caller closes it. */
export async function apiOver(
  all: readonly SeriesData[],
  options: Partial<PrometheusApiOptions> = {},
): Promise<FastifyInstance> {
  const source = sourceOf(all);
  const app = fastify({ routerOptions: { maxParamLength: 500 }, forceCloseConnections: true });
  await app.register(prometheusApi({ engine: createEngine(source), catalog: source, now: () => NOW_MS, ...options }));
  return app;
}
