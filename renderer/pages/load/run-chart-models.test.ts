import { describe, expect, it } from 'vitest';
import { builtInPlans, type LoadRun, LoadTick, LoadTotals } from '../../../core/shared/index.ts';
import { chartTheme } from '../../charts/index.ts';
import { column, gridOf, runChartModels } from './run-chart-models.ts';

const latencyMs = { p50: 10, p90: 12, p95: 15, p99: 20, max: 30, mean: 11 };
const tick = (atMs: number, requests = 50, errors = 0): LoadTick =>
  LoadTick.parse({ atMs, stage: 0, concurrency: 1, requests, errors, requestsPerSecond: requests, latencyMs });
const totals = LoadTotals.parse({ requests: 0, errors: 0, byStatus: {}, requestsPerSecond: 0, latencyMs });
const run: LoadRun = {
  id: 'a',
  plan: builtInPlans.find(({ name }) => name === 'ramp-short')!,
  state: 'running',
  startedAtMs: 10_000,
  endedAtMs: null,
  progress: 0,
  stage: 0,
  totals,
  message: null,
  verdict: null,
};

describe('the seconds of a run', () => {
  it('keep their place when a report came a little late, and leave a gap where one is missing', () => {
    const ticks = [tick(11_000), tick(12_030), tick(14_010, 70)];
    const grid = gridOf(ticks);
    expect(grid).toEqual({ startMs: 11_000, stepMs: 1_000, length: 4 });
    expect([...column(ticks, grid, ({ requests }) => requests)]).toEqual([50, 50, NaN, 70]);
  });

  it('may not be there yet', () => {
    expect(gridOf([])).toMatchObject({ length: 0 });
  });
});

describe('the charts of a run', () => {
  it('leave room for what is still to come, and end with a run that has ended', () => {
    const going = runChartModels(run, [tick(11_000)], chartTheme('dark'));
    expect(going.latency).toMatchObject({ fromMs: 10_000, toMs: 45_000 });
    const stopped = runChartModels({ ...run, state: 'stopped', endedAtMs: 22_000 }, [], chartTheme('dark'));
    expect(stopped.throughput.toMs).toBe(22_000);
  });

  it('know no latency of a second in which nothing was answered', () => {
    const { latency } = runChartModels(run, [tick(11_000), tick(12_000, 3, 3)], chartTheme('light'));
    expect([...latency.series[0]!.values]).toEqual([10, NaN]);
  });
});
