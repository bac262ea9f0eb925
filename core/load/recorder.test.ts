import { describe, expect, it } from 'vitest';
import { LoadTotals } from '../shared/index.ts';
import { createRecorder, emptyTotals } from './recorder.ts';

describe('a recorder', () => {
  it('counts replies by status, and everything but 2xx as an error', () => {
    const recorder = createRecorder();
    for (const outcome of [200, 200, 201, 404, 500, 'timeout', 'network', 'network'] as const) {
      recorder.record(outcome, 10);
    }
    expect(recorder.totals(4000)).toMatchObject({
      requests: 8,
      errors: 5,
      requestsPerSecond: 2,
      byStatus: { 200: 2, 201: 1, 404: 1, 500: 1, timeout: 1, network: 2 },
    });
  });

  it('gives time-outs the latency they took, and broken connections none', () => {
    const recorder = createRecorder();
    recorder.record('network', 0.1);
    expect(recorder.totals(1000).latencyMs).toMatchObject({ p50: 0, max: 0 });
    recorder.record('timeout', 5000);
    expect(recorder.totals(1000).latencyMs.max).toBe(5000);
  });

  it('gives each interval what came in since the last one, so that intervals add up to the totals', () => {
    const recorder = createRecorder();
    recorder.record(200, 10);
    recorder.record(500, 20);
    expect(recorder.takeInterval(500)).toMatchObject({ requests: 2, errors: 1, requestsPerSecond: 4 });
    recorder.record(200, 30);
    const second = recorder.takeInterval(1000);
    expect(second).toMatchObject({ requests: 1, errors: 0 });
    expect(second.latencyMs).toMatchObject({ p50: 30, max: 30 });
    expect(recorder.takeInterval(1000)).toMatchObject({ requests: 0, requestsPerSecond: 0 });
    expect(recorder.totals(2500)).toMatchObject({ requests: 3, errors: 1 });
  });

  it('counts late and dropped requests, in the interval and in all', () => {
    const recorder = createRecorder();
    recorder.recordLate();
    recorder.recordDropped();
    expect(recorder.takeInterval(1000)).toMatchObject({ requests: 0, late: 1, dropped: 1 });
    expect(recorder.takeInterval(1000)).toMatchObject({ late: 0, dropped: 0 });
    expect(recorder.totals(2000)).toMatchObject({ requests: 0, late: 1, dropped: 1 });
  });

  it('speaks in the words of the schema', () => {
    expect(LoadTotals.parse(emptyTotals())).toEqual(emptyTotals());
  });
});
