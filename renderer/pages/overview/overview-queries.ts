import { formatDuration } from '../../../core/shared/index.ts';
import type { RangeSeries } from '../../api/index.ts';

const predict = '{handler="/predict"}';
const failed = '{handler="/predict",status=~"4xx|5xx"}';

/** Wide enough for four scrapes, so that a rate never rests on one sample; never finer than the points it is drawn at. */
export const rateWindow = (stepMs: number, scrapeIntervalMs: number): string =>
  formatDuration(Math.ceil(Math.max(4 * scrapeIntervalMs, stepMs, 30_000) / 1000) * 1000);

/** The step of a sparkline: about a hundred points, never finer than the scrapes. */
export const sparkStep = (spanMs: number, scrapeIntervalMs: number): number =>
  Math.max(scrapeIntervalMs, Math.ceil(spanMs / 120 / 1000) * 1000);

/** What the tiles draw; `w` is the rate window. The tutorial's coarse histogram cannot tell 5 ms from 95, so p95 reads the fine one. */
export const tileQueries = (w: string) => ({
  requests: `sum(rate(http_requests_total${predict}[${w}]))`,
  failures: `sum(rate(http_requests_total${failed}[${w}]))`,
  p95: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_fine_seconds_bucket${predict}[${w}])))`,
  confidence: `sum(rate(prediction_confidence_sum[${w}])) / sum(rate(prediction_confidence_count[${w}]))`,
});

/** What the lines under the tiles and the class list count over the whole range `r`. */
export const rangeQueries = (r: string) => ({
  requests: `sum(increase(http_requests_total${predict}[${r}]))`,
  failures: `sum(increase(http_requests_total${failed}[${r}]))`,
  median: `histogram_quantile(0.5, sum by (le) (increase(http_request_duration_fine_seconds_bucket${predict}[${r}])))`,
  unsure: `sum(increase(prediction_confidence_bucket{le="0.7"}[${r}])) / sum(increase(prediction_confidence_count[${r}]))`,
  classes: `sum by (class_name) (increase(predicted_class_total[${r}]))`,
});

/** Panels have Grafana's variables, so the rate window here is the panel's own. */
export const latencyQueries = [0.5, 0.95, 0.99].map((q) => ({
  expr: `histogram_quantile(${q}, sum by (le) (rate(http_request_duration_fine_seconds_bucket${predict}[$__rate_interval])))`,
  legend: `p${q * 100}`,
}));

/**
 * Failures as a share of requests, point by point. A service that never failed has no failure series: that is 0, while
 * no requests at all is unknown.
 */
export function errorShare(requests: RangeSeries | undefined, failures: RangeSeries | undefined): RangeSeries {
  const failedAt = new Map(failures?.timestampsMs.map((atMs, i) => [atMs, failures.values[i]!]));
  const timestampsMs = requests?.timestampsMs ?? [];
  const values = timestampsMs.map((atMs, i) => {
    const total = requests!.values[i]!;
    return total > 0 ? (failedAt.get(atMs) ?? 0) / total : NaN;
  });
  return { labels: {}, timestampsMs: [...timestampsMs], values };
}

/** The newest value, unless it is older than `freshMs` before `atMs`: an old figure shown as the present one is a lie. */
export function latest(series: RangeSeries | undefined, atMs: number, freshMs: number): number | null {
  const value = series?.values.at(-1);
  const timeMs = series?.timestampsMs.at(-1);
  if (value === undefined || timeMs === undefined || Number.isNaN(value)) return null;
  return atMs - timeMs <= freshMs ? value : null;
}

/** When a series has its first and its last number, in Unix ms; NaN where it has none. */
export function extent(series: RangeSeries | undefined): [firstMs: number, lastMs: number] {
  const present = series?.timestampsMs.filter((_, i) => !Number.isNaN(series.values[i])) ?? [];
  return [present[0] ?? NaN, present.at(-1) ?? NaN];
}

export interface ClassCount {
  label: string;
  count: number;
  /** Of all predictions, 0..1. */
  share: number;
}

/** Classes by how often they were predicted, most often first; those never predicted are left out. */
export function classCounts(samples: readonly { labels: Record<string, string>; value: number }[]): ClassCount[] {
  const counts = samples.map(({ labels, value }) => ({ label: labels['class_name'] ?? 'unnamed', count: value }));
  const seen = counts.filter(({ count }) => count > 0);
  const total = seen.reduce((sum, { count }) => sum + count, 0);
  return seen.map((each) => ({ ...each, share: each.count / total })).sort((a, b) => b.count - a.count);
}
