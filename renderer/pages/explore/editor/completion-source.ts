import type { PrometheusClient } from '@prometheus-io/codemirror-promql';
import { EqlRegex, EqlSingle, Neq, NeqRegex } from '@prometheus-io/lezer-promql';
import type { QueryClient } from '@tanstack/react-query';
import { labelNames, labelValues, metricMetadata, metricNames } from '../../../api/index.ts';
import { catalogKeys } from '../catalog-keys.ts';

type Matchers = Parameters<PrometheusClient['labelValues']>[2];

const operators = new Map([
  [EqlSingle, '='],
  [Neq, '!='],
  [EqlRegex, '=~'],
  [NeqRegex, '!~'],
]);

/** How long an answer serves: typing asks the same again at every letter. */
const freshMs = 30_000;

/**
 * What the editor completes from: our own store, through the page's query cache. A question that fails completes
 * nothing; the run of the query will say what is wrong.
 */
export function completionSource(cache: QueryClient): PrometheusClient {
  const ask = <Data>(key: readonly unknown[], fetch: (signal: AbortSignal) => Promise<Data>, otherwise: Data) =>
    cache
      .fetchQuery({ queryKey: key, queryFn: ({ signal }) => fetch(signal), staleTime: freshMs, retry: false })
      .catch(() => otherwise);
  return {
    metricNames: () => ask(catalogKeys.metricNames, metricNames, []),
    metricMetadata: () => ask(catalogKeys.metadata, metricMetadata, {}),
    labelNames: (metric) => {
      const selector = selectorOf(metric);
      return ask(['label names', selector ?? null], (signal) => labelNames(selector, signal), []);
    },
    labelValues: (label, metric, matchers) => {
      const selector = selectorOf(metric, matchers, label);
      return ask(['label values', label, selector ?? null], (signal) => labelValues(label, selector, signal), []);
    },
    // Part of the interface, but completion never asks for them.
    series: () => Promise.resolve([]),
    flags: () => Promise.resolve({}),
  };
}

/** What is written already, without the label that is being written; undefined when that is nothing. */
function selectorOf(metric: string | undefined, matchers: Matchers = [], label?: string): string | undefined {
  const pairs = matchers
    .filter(({ name, value }) => name !== label && value !== '')
    .map(({ name, type, value }) => `${name}${operators.get(type) ?? '='}${JSON.stringify(value)}`);
  if (metric) pairs.unshift(`__name__=${JSON.stringify(metric)}`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : undefined;
}
