import { curvePercentiles, type LoadRunWithTicks } from '../shared/index.ts';

/**
 * The seconds of a run as CSV (RFC 4180): one row a second, latencies in milliseconds. No cell needs quotes, as all are
 * numbers or times.
 */
export function ticksCsv({ ticks }: LoadRunWithTicks): string {
  const head =
    'time,stage,concurrency,requests,errors,late,dropped,requests_per_second,p50_ms,p90_ms,p95_ms,p99_ms,max_ms';
  const rows = ticks.map(
    ({ atMs, stage, concurrency, requests, errors, late, dropped, requestsPerSecond, latencyMs }) =>
      [
        new Date(atMs).toISOString(),
        stage + 1,
        concurrency,
        requests,
        errors,
        late,
        dropped,
        requestsPerSecond,
        latencyMs.p50,
        latencyMs.p90,
        latencyMs.p95,
        latencyMs.p99,
        latencyMs.max,
      ].join(','),
  );
  return [head, ...rows, ''].join('\r\n');
}

/** The latency of a run at each percentile, as CSV. */
export function curveCsv({ totals }: LoadRunWithTicks): string {
  const rows = totals.latencyCurveMs.map((ms, i) => `${Number(curvePercentiles[i]!.toFixed(4))},${ms}`);
  return ['percentile,latency_ms', ...rows, ''].join('\r\n');
}
