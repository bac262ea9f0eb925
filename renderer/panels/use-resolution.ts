import { useQuery } from '@tanstack/react-query';
import type { Panel } from '../../core/shared/index.ts';
import { queryInstant } from '../api/index.ts';
import { formatValue } from '../format/index.ts';
import { type QuantileQuery, quantileResolution, readQuantileQuery, resolutionText } from './bucket-resolution.ts';
import type { PanelData } from './panel-data.ts';
import type { QueryPlan } from './query-plan.ts';
import { reduceSeries } from './reduce.ts';

/** The finite bounds of each histogram, ascending, by selector. Bounds hardly ever change: asked every few minutes. */
async function askBounds(queries: readonly QuantileQuery[], signal: AbortSignal): Promise<Map<string, number[]>> {
  const selectors = [...new Set(queries.map(({ selector }) => selector))];
  const found = await Promise.all(
    selectors.map((selector) => queryInstant({ query: `sum by (le) (${selector})` }, signal)),
  );
  return new Map(
    selectors.map((selector, i) => [
      selector,
      found[i]!.map(({ labels }) => Number(labels['le']))
        .filter(Number.isFinite)
        .sort((a, b) => a - b),
    ]),
  );
}

/** What to say about the quantiles of a panel that are only guesses between coarse buckets; null when nothing is. */
export function useResolution(panel: Panel, plan: QueryPlan | null, data: PanelData | null): string | null {
  const queries = (plan?.queries ?? []).flatMap(({ refId, expr }) => {
    const query = readQuantileQuery(expr);
    return query ? [{ refId, ...query }] : [];
  });
  const bounds = useQuery({
    queryKey: ['bucket bounds', queries.map(({ selector }) => selector)],
    queryFn: ({ signal }) => askBounds(queries, signal),
    enabled: queries.length > 0 && data !== null,
    staleTime: 300_000,
    retry: false,
  }).data;
  if (!bounds || !data) return null;
  const readings = queries.flatMap(({ refId, selector, factor }) =>
    data.series
      .filter((series) => series.refId === refId)
      .flatMap(({ name, values }) => {
        const value = reduceSeries(values, 'lastNotNull');
        if (value === null) return [];
        return [{ name, resolution: quantileResolution(value / factor, bounds.get(selector) ?? []) }];
      }),
  );
  const factor = queries[0]?.factor ?? 1;
  return resolutionText(readings, (value) => formatValue(value * factor, panel.fieldConfig?.defaults?.unit));
}
