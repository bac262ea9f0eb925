import { METRIC_NAME } from '../shared/index.ts';
import type { NamedCount, SeriesCatalog, TsdbStatus } from './catalog.ts';
import { MAX_TIME_MS, MIN_TIME_MS } from './parameters.ts';

/** What the catalog says of its size, or else what can be counted from its series: the `limit` largest of each kind. */
export async function tsdbStatusOf(catalog: SeriesCatalog, limit: number): Promise<TsdbStatus> {
  if (catalog.tsdbStatus) return catalog.tsdbStatus(limit);
  const series = await catalog.series([], MIN_TIME_MS, MAX_TIME_MS);
  const byMetric = new Map<string, number>();
  const byPair = new Map<string, number>();
  const bytesByName = new Map<string, number>();
  const valuesByName = new Map<string, Set<string>>();
  const add = (counts: Map<string, number>, key: string, count: number) =>
    counts.set(key, (counts.get(key) ?? 0) + count);
  for (const labels of series) {
    add(byMetric, labels[METRIC_NAME] ?? '', 1);
    for (const [name, value] of Object.entries(labels)) {
      add(byPair, `${name}=${value}`, 1);
      const values = valuesByName.get(name) ?? new Set();
      valuesByName.set(name, values);
      if (values.has(value)) continue;
      values.add(value);
      add(bytesByName, name, Buffer.byteLength(name) + Buffer.byteLength(value));
    }
  }
  return {
    // What only the store itself could count is 0.
    headStats: { numSeries: series.length, numLabelPairs: byPair.size, chunkCount: 0, minTime: 0, maxTime: 0 },
    seriesCountByMetricName: largest(byMetric, limit),
    labelValueCountByLabelName: largest(new Map([...valuesByName].map(([name, values]) => [name, values.size])), limit),
    memoryInBytesByLabelName: largest(bytesByName, limit),
    seriesCountByLabelValuePair: largest(byPair, limit),
  };
}

const largest = (counts: ReadonlyMap<string, number>, limit: number): NamedCount[] =>
  [...counts]
    .map(([name, value]) => ({ name, value }))
    .toSorted((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
