import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Labels, SeriesData } from '../../shared/index.ts';
import type { RealPrometheus } from './real-prometheus.ts';

export const RECORDED_JOB = 'recorded';

/** A process with metrics to scrape: this one, under the usual names, with a histogram of its own. */
export interface Target {
  address: string;
  stop(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const sizes = new Histogram({
    name: 'exposition_size_bytes',
    help: 'Size of what was scraped.',
    buckets: [1000, 10_000, 11_000, 12_000, 100_000],
    registers: [registry],
  });
  const server = createServer((_request, response) => {
    void registry.metrics().then((text) => {
      sizes.observe(text.length);
      response.setHeader('content-type', registry.contentType).end(text);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Everything a Prometheus has scraped from the target up to `atMs`. */
export async function readRecorded(real: RealPrometheus, atMs: number): Promise<SeriesData[]> {
  const reply = await real.instant(`{job="${RECORDED_JOB}"}[1h]`, atMs);
  if (reply.status === 'error') throw new Error(reply.error);
  return (reply.data.result as { metric: Labels; values: [number, string][] }[]).map(({ metric, values }) => ({
    labels: metric,
    timestampsMs: Float64Array.from(values, ([seconds]) => Math.round(seconds * 1000)),
    values: Float64Array.from(values, ([, text]) => Number(text.replace('Inf', 'Infinity'))),
    stale: null,
  }));
}

/** What one asks of a process's metrics. Scrapes are a second apart. */
export const recordedQueries: readonly string[] = [
  `{job="${RECORDED_JOB}"}`,
  'up',
  `count({job="${RECORDED_JOB}"})`,
  `count by (__name__) ({job="${RECORDED_JOB}", __name__=~"nodejs_.*"})`,
  'rate(process_cpu_seconds_total[5s]) * 100',
  'irate(process_cpu_user_seconds_total[5s]) + irate(process_cpu_system_seconds_total[5s])',
  'time() - process_start_time_seconds',
  'process_resident_memory_bytes / 2 ^ 20',
  'deriv(nodejs_heap_size_used_bytes[10s])',
  'max_over_time(nodejs_heap_size_used_bytes[10s]) - min_over_time(nodejs_heap_size_used_bytes[10s])',
  'topk(3, nodejs_heap_space_size_used_bytes)',
  'sum(nodejs_heap_space_size_used_bytes) / on () nodejs_heap_size_used_bytes',
  'nodejs_heap_space_size_used_bytes / ignoring (space) group_left nodejs_heap_size_total_bytes',
  'quantile_over_time(0.9, nodejs_eventloop_lag_seconds[10s])',
  'histogram_quantile(0.5, rate(exposition_size_bytes_bucket[10s]))',
  'histogram_quantile(0.99, sum by (le, kind) (rate(nodejs_gc_duration_seconds_bucket[10s])))',
  'rate(exposition_size_bytes_sum[10s]) / rate(exposition_size_bytes_count[10s])',
  'increase(nodejs_gc_duration_seconds_count[10s]) > 0',
  'avg_over_time(scrape_duration_seconds[5s])',
  'changes(scrape_samples_scraped[10s])',
  'label_replace(nodejs_version_info, "engine", "node $1", "version", "v(\\\\d+)\\\\..*")',
  'avg_over_time(rate(process_cpu_seconds_total[4s])[6s:1s])',
];
