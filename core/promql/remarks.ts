import type { Annotations } from './annotations.ts';
import { formatShort } from './format-value.ts';
import type { Span } from './promql-error.ts';
import { quote } from './syntax/scan.ts';

// Prometheus's own wording, so that whoever searches for a message finds what is written about it.

/** One warning for each distinct value outside [0, 1]. */
export function warnOfQuantiles(annotations: Annotations, quantiles: Float64Array, span: Span): void {
  const wrong = new Set(quantiles.filter((quantile) => !(quantile >= 0 && quantile <= 1)));
  for (const quantile of wrong) {
    annotations.warn(`quantile value should be between 0 and 1, got ${formatShort(quantile)}`, span);
  }
}

export const warnOfBucketLabel = (annotations: Annotations, le: string, name: string, span: Span): void =>
  annotations.warn(`bucket label "le" is missing or has a malformed value of ${quote(le)}${forMetric(name)}`, span);

export const informOfMonotonicity = (annotations: Annotations, name: string, span: Span): void =>
  annotations.inform(
    'input to histogram_quantile needed to be fixed for monotonicity ' +
      `(see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)${forMetric(name)}`,
    span,
  );

const counterName = /_(?:total|sum|count|bucket)$/;

/** `rate` and `increase` are for counters, which have names that say so. */
export function informUnlessCounter(annotations: Annotations, name: string, span: Span): void {
  if (name === '' || counterName.test(name)) return;
  const reason = 'metric might not be a counter, name does not end in _total/_sum/_count/_bucket';
  annotations.inform(`${reason}: ${quote(name)}`, span);
}

const forMetric = (name: string): string => (name === '' ? '' : ` for metric name ${quote(name)}`);
