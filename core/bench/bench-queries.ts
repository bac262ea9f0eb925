import { type ApiProcess, ask } from './bench-api.ts';

const predict = '{handler="/predict", job="food11"}';
const seconds = 'http_request_duration_seconds';
const quantile = (q: number): string =>
  `1000 * histogram_quantile(${q}, rate(${seconds}_bucket{handler="/predict"}[1m]))`;

/** What the shipped dashboards and the tutorial ask, and a few that read every series of a metric. */
const queries: readonly string[] = [
  'http_requests_total{handler="/predict"}',
  'rate(http_requests_total{handler="/predict"}[1m])',
  `1000 * rate(${seconds}_sum${predict}[1m]) / rate(${seconds}_count${predict}[1m])`,
  quantile(0.5),
  quantile(0.95),
  quantile(0.99),
  'sum(rate(prediction_confidence_sum[1m])) / sum(rate(prediction_confidence_count[1m]))',
  'rate(prediction_confidence_bucket{le!="+Inf"}[1m])',
  'increase(prediction_confidence_bucket{le!="+Inf"}[15m])',
  'increase(predicted_class_total[1h])',
  'sum by (class_name) (rate(predicted_class_total[5m]))',
  'rate(http_requests_total[1m])',
  'sum by (status) (increase(http_requests_total[5m]))',
  `histogram_quantile(0.95, sum by (le) (rate(${seconds}_bucket[5m])))`,
  `sum by (handler) (rate(${seconds}_bucket[1m]))`,
];

const POINTS = 1000;
const TRIES = 7;
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/**
 * Asks every query over the last hours of the samples at 1,000 points, in turns with Prometheus, and prints the medians in
 * milliseconds. The first answers warm up and are compared: both must have the same number of series.
 */
export async function benchQueries(
  telltale: ApiProcess,
  prometheus: ApiProcess | null,
  endMs: number,
  hours: readonly number[],
): Promise<void> {
  const width = 20;
  console.log(`  ${hours.map((h) => `${h} h`.padEnd(width)).join('')}query at ${POINTS} points, series`);
  console.log(`  ${hours.map(() => 'ours / theirs, ms'.padEnd(width)).join('')}`);
  let slowest = 0;
  let worst = 0;
  for (const query of queries) {
    let series = 0;
    const cells: string[] = [];
    for (const h of hours) {
      const stepMs = (h * 3_600_000) / POINTS;
      const startMs = endMs - (POINTS - 1) * stepMs;
      const parameters = { query, start: `${startMs / 1000}`, end: `${endMs / 1000}`, step: `${stepMs / 1000}` };
      const ours: number[] = [];
      const theirs: number[] = [];
      series = (await ask(telltale, 'query_range', parameters)).series;
      if (prometheus) {
        const expected = (await ask(prometheus, 'query_range', parameters)).series;
        if (series !== expected) throw new Error(`${query}: ${series} series, Prometheus has ${expected}`);
      }
      for (let i = 0; i < TRIES; i++) {
        ours.push((await ask(telltale, 'query_range', parameters)).ms);
        if (prometheus) theirs.push((await ask(prometheus, 'query_range', parameters)).ms);
      }
      const [mine, other] = [median(ours), prometheus ? median(theirs) : NaN];
      slowest = Math.max(slowest, mine);
      worst = Math.max(worst, mine / other);
      cells.push(`${mine.toFixed(1).padStart(7)} / ${prometheus ? other.toFixed(1) : ''}`.padEnd(width));
    }
    console.log(`  ${cells.join('')}${query}, ${series}`);
  }
  const ratio = prometheus ? `; at most ${worst.toFixed(1)} times Prometheus` : '';
  console.log(`  slowest ${slowest.toFixed(0)} ms${ratio}`);
}
