import type { Labels, SeriesData } from '../../shared/index.ts';
import { FROM_MS, TO_MS } from './samples.ts';

const EVERY_MS = 5000;

/**
 * An hour of what a served model exposes, under the names of its client libraries: request counters and durations,
 * prediction confidence, classes, drift, process. Load rises and falls, errors come in bursts, the service restarts once.
 */
export function serviceSamples(): SeriesData[] {
  const times: number[] = [];
  for (let ms = FROM_MS; ms < TO_MS; ms += EVERY_MS) times.push(ms);
  const timestampsMs = Float64Array.from(times);
  const series = new Map<string, SeriesData>();
  const target = { job: 'food11', instance: 'fastapi_server:8000' };

  const set = (labels: Labels, i: number, value: number): void => {
    const key = JSON.stringify(labels);
    let one = series.get(key);
    if (!one) {
      one = { labels: { ...labels, ...target }, timestampsMs, values: new Float64Array(times.length), stale: null };
      series.set(key, one);
    }
    one.values[i] = value;
  };

  const counts = new Map<string, number>();
  const count = (labels: Labels, by: number): void => {
    const key = JSON.stringify(labels);
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  const observe = (name: string, labels: Labels, bounds: readonly number[], value: number): void => {
    for (const bound of [...bounds, Infinity]) {
      const le = bound === Infinity ? '+Inf' : Number.isInteger(bound) ? `${bound}.0` : String(bound);
      count({ __name__: `${name}_bucket`, ...labels, le }, value <= bound ? 1 : 0);
    }
    count({ __name__: `${name}_sum`, ...labels }, value);
    count({ __name__: `${name}_count`, ...labels }, 1);
  };

  for (let i = 0; i < times.length; i++) {
    // A restart: every counter begins anew.
    if (i === 400) for (const key of counts.keys()) counts.set(key, 0);
    const requests = Math.round(12 + 10 * Math.sin(i / 60));
    for (let r = 0; r < requests; r++) {
      const turn = (i * 31 + r * 17) % 100;
      const status = i % 200 > 180 && turn < 30 ? '4xx' : turn === 99 ? '5xx' : '2xx';
      const predict = { handler: '/predict', method: 'POST' };
      count({ __name__: 'http_requests_total', ...predict, status }, 1);
      const seconds = 0.02 + ((turn * turn) % 97) / 200 + (turn === 50 ? 1.5 : 0);
      observe('http_request_duration_seconds', predict, [0.1, 0.5, 1], seconds);
      observe('http_request_duration_fine_seconds', predict, [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], seconds);
      observe('http_request_duration_highr_seconds', {}, [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], seconds);
      if (status !== '2xx') continue;
      observe(
        'prediction_confidence',
        {},
        [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
        0.3 + ((turn * 7) % 70) / 100,
      );
      count({ __name__: 'predicted_class_total', class_name: turn < 55 ? 'Bread' : turn < 85 ? 'Dessert' : 'Soup' }, 1);
      count({ __name__: 'drift_samples_total' }, 1);
      if (i > 300 && turn < 9) count({ __name__: 'drift_events_total' }, 1);
      observe('drift_test_stat', {}, [0.01, 0.05, 0.1, 0.5], turn / 400);
    }
    count({ __name__: 'http_requests_total', handler: '/metrics', method: 'GET', status: '2xx' }, 1);
    count({ __name__: 'process_cpu_seconds_total' }, requests / 40);
    for (const [key, value] of counts) set(JSON.parse(key) as Labels, i, value);
    set({ __name__: 'process_resident_memory_bytes' }, i, 200e6 + (i % 50) * 1e6);
    set({ __name__: 'drift_last_test_stat' }, i, ((i * 13) % 40) / 400);
    set({ __name__: 'drift_threshold' }, i, 0.05);
    set({ __name__: 'up' }, i, 1);
  }
  return [...series.values()];
}
