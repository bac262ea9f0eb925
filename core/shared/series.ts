import { z } from 'zod';

/** Label names to values. The metric name is the label `__name__`; an empty value is the same as no label. */
export type Labels = Readonly<Record<string, string>>;
export const Labels = z.record(z.string(), z.string());

export const METRIC_NAME = '__name__';

/**
 * The samples of one series in time order, column-wise.
 *
 * timestampsMs: Unix milliseconds, strictly increasing, shape [n].
 * values: float64, shape [n]; NaN and the infinities are ordinary values.
 * stale: shape [n], 1 where the sample is a staleness marker ("the series ended here"); null when none is.
 * Markers are kept out of band because JavaScript engines may rewrite the payload of a NaN.
 */
export interface SeriesData {
  labels: Labels;
  timestampsMs: Float64Array;
  values: Float64Array;
  stale: Uint8Array | null;
}

export type MatchOp = '=' | '!=' | '=~' | '!~';

/** One condition on a label; a missing label has the value ''. Regular expressions are RE2, anchored at both ends. */
export interface Matcher {
  name: string;
  op: MatchOp;
  value: string;
}

/** What a metric is, as its `# TYPE`, `# HELP` and `# UNIT` lines said. */
export const MetricMetadata = z.object({
  type: z.enum(['counter', 'gauge', 'histogram', 'summary', 'unknown', 'info', 'stateset', 'gaugehistogram']),
  help: z.string(),
  unit: z.string(),
});
export type MetricMetadata = z.infer<typeof MetricMetadata>;
