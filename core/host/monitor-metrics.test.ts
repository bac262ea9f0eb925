import { expect, it } from 'vitest';
import { createMonitorMetrics } from './monitor-metrics.ts';

const create = () =>
  createMonitorMetrics({
    version: '1.2.3',
    processes: () => [{ name: 'monitor', pid: process.pid }],
    metrics: [{ name: 'telltale_store_series', type: 'gauge', help: 'Series held.', read: () => 42 }],
  });

it('the monitor tells of itself, its processes and what others count', async () => {
  const text = await create().exposition();
  expect(text).toContain('telltale_build_info{version="1.2.3"} 1');
  expect(text).toContain('# TYPE telltale_store_series gauge\ntelltale_store_series 42');
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes\{process="monitor"\} \d+$/m);
});

it('every metric of the monitor has one family', async () => {
  const types = (await create().exposition()).match(/^# TYPE \S+/gm)!;
  expect(new Set(types).size).toBe(types.length);
});

it('counts queries by kind and outcome, from 0', async () => {
  const metrics = create();
  expect(await metrics.exposition()).toContain('telltale_queries_total{kind="range",outcome="success"} 0');
  metrics.countQuery('range', 'success', 0.02);
  metrics.countQuery('range', 'timeout', 120);
  const text = await metrics.exposition();
  expect(text).toContain('telltale_queries_total{kind="range",outcome="success"} 1');
  expect(text).toContain('telltale_queries_total{kind="range",outcome="timeout"} 1');
  expect(text).toContain('telltale_query_duration_seconds_count{kind="range"} 2');
});
