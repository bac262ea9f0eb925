import type { MetricMetadata } from '../../api/index.ts';

export interface Metric {
  name: string;
  /** What its `# TYPE` line said; empty when nothing did. */
  type: string;
  help: string;
}

/** The series a histogram or a summary has beside its own name, and the `_total` that OpenMetrics leaves out of `# TYPE`. */
const suffixes = /_(?:bucket|count|sum|total|created|info)$/;

/** Every metric by name, with what is known of it: `x_bucket` is described by the `# HELP` of `x`. */
export function describeMetrics(names: readonly string[], metadata: MetricMetadata): Metric[] {
  return names.map((name) => {
    const known = metadata[name]?.[0] ?? metadata[name.replace(suffixes, '')]?.[0];
    return { name, type: known?.type ?? '', help: known?.help ?? '' };
  });
}

/** The metrics whose name or help has every word of the search; those whose name begins with it first. */
export function searchMetrics(metrics: readonly Metric[], search: string): Metric[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...metrics];
  const rank = (metric: Metric): number => {
    const name = metric.name.toLowerCase();
    const text = `${name} ${metric.help.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return -1;
    if (name.startsWith(words[0]!)) return 0;
    return words.every((word) => name.includes(word)) ? 1 : 2;
  };
  return metrics
    .map((metric) => ({ metric, rank: rank(metric) }))
    .filter((each) => each.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ metric }) => metric);
}
