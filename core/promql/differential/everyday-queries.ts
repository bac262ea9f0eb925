import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const dashboards = join(import.meta.dirname, '../../../assets/dashboards');

/** What a dashboard's variables stand for when a query is checked outside it. */
const variables: Record<string, string> = {
  __range: '15m',
  __interval: '15s',
  __rate_interval: '1m',
};

/** Every query of the dashboards that are shipped, variables filled in, with the file it is from. */
export function dashboardQueries(): { file: string; query: string }[] {
  return readdirSync(dashboards)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) =>
      expressions(JSON.parse(readFileSync(join(dashboards, file), 'utf8'))).map((expr) => ({ file, expr })),
    )
    .map(({ file, expr }) => ({ file, query: fillIn(expr) }));
}

const fillIn = (expr: string): string =>
  expr.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g,
    (_, bare?: string, braced?: string) => variables[bare ?? braced!] ?? '.+',
  );

/** The values of every `expr` anywhere in a dashboard. */
function expressions(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(expressions);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'expr' && typeof value === 'string' ? [value] : expressions(value),
  );
}

const predict = 'handler="/predict"';
const food = `${predict}, job="food11"`;

/** The queries of a first afternoon of monitoring a served model, from looking at a counter to an alert. */
export const tutorialQueries: readonly string[] = [
  'http_requests_total',
  `http_requests_total{${predict}, instance="fastapi_server:8000", job="food11", method="POST", status="2xx"}`,
  `rate(http_requests_total{${predict}, instance="fastapi_server:8000", job="food11", method="POST", status="2xx"}[1m])`,
  `rate(http_request_duration_seconds_sum{${food}}[1m]) /\nrate(http_request_duration_seconds_count{${food}}[1m])`,
  `histogram_quantile(0.5, rate(http_request_duration_seconds_bucket{${food}}[1m]))`,
  `histogram_quantile(0.95, rate(http_request_duration_seconds_bucket{${food}}[1m]))`,
  `1000 * rate(http_request_duration_seconds_sum{${food}}[1m]) /\nrate(http_request_duration_seconds_count{${food}}[1m])`,
  `1000*histogram_quantile(0.5, rate(http_request_duration_seconds_bucket{${predict}}[1m]))`,
  `1000*histogram_quantile(0.95, rate(http_request_duration_seconds_bucket{${predict}}[1m]))`,
  `1000*histogram_quantile(0.99, rate(http_request_duration_seconds_bucket{${predict}}[1m]))`,
  `rate(http_requests_total{${predict}}[1m])`,
  `rate(http_requests_total{${predict}, status="4xx"}[1m])`,
  `rate(http_requests_total{${predict}, status="5xx"}[1m])`,
  'sum(rate(prediction_confidence_sum[1m])) / sum(rate(prediction_confidence_count[1m]))',
  'sum(rate(prediction_confidence_sum[1m])) / sum(rate(prediction_confidence_count[1m])) < 0.75',
  'rate(prediction_confidence_bucket{le!="+Inf"}[1m])',
  'increase(prediction_confidence_bucket{le!="+Inf"}[15m])',
  'increase(predicted_class_total[15m])',
  'rate(drift_events_total[1m])',
  'histogram_quantile(0.5, rate(drift_test_stat_bucket[1m]))',
  // What one asks next.
  `sum(rate(http_requests_total{${predict}, status=~"4xx|5xx"}[1m])) / sum(rate(http_requests_total{${predict}}[1m])) > 0.05`,
  'sum by (status) (increase(http_requests_total[5m]))',
  'topk(2, sum by (class_name) (rate(predicted_class_total[5m])))',
  'sum(rate(predicted_class_total[5m])) by (class_name) / ignoring (class_name) group_left sum(rate(predicted_class_total[5m]))',
  'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_highr_seconds_bucket[5m])))',
  'up == 0 or absent(up{job="food11"})',
  'rate(process_cpu_seconds_total[1m]) * 100',
  'process_resident_memory_bytes / 1024 / 1024',
  'max_over_time(process_resident_memory_bytes[10m]) - min_over_time(process_resident_memory_bytes[10m])',
  'avg_over_time(drift_last_test_stat[5m]) > on () group_left drift_threshold',
  'max_over_time(rate(http_requests_total[1m])[10m:30s])',
  'rate(http_requests_total[5m]) - rate(http_requests_total[5m] offset 10m)',
  'predict_linear(process_resident_memory_bytes[10m], 3600)',
  'label_replace(sum by (instance) (up), "host", "$1", "instance", "(.*):.*")',
  'changes(process_resident_memory_bytes[10m]) > bool 3',
  'resets(http_requests_total[1h])',
];
