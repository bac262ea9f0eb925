import { describe, expect, it } from 'vitest';
import {
  builtInPlans,
  DriftOptions,
  type DriftStatus,
  type LoadReport,
  type LoadRun,
  LoadTick,
  LoadTotals,
} from '../../core/shared/index.ts';
import { applyEvent, withRun } from './apply-event.ts';
import { createQueryClient, keyOf } from './query.ts';

const latencyMs = { p50: 1, p90: 2, p95: 3, p99: 4, max: 5, mean: 1 };
const totals = LoadTotals.parse({ requests: 10, errors: 0, byStatus: { '200': 10 }, requestsPerSecond: 5, latencyMs });
const run = (id: string): LoadRun => ({
  id,
  plan: builtInPlans.find(({ name }) => name === 'ramp-short')!,
  state: 'running',
  startedAtMs: 1_000,
  endedAtMs: null,
  progress: 0,
  stage: 0,
  totals,
  message: null,
  verdict: null,
});
const tick = LoadTick.parse({
  atMs: 2_000,
  stage: 1,
  concurrency: 2,
  requests: 5,
  errors: 0,
  requestsPerSecond: 5,
  latencyMs,
});
const report: LoadReport = { runId: 'b', state: 'running', stage: 1, progress: 0.5, totals, tick, message: null };

describe('an event of the monitor', () => {
  it('brings a new run to the front of the list', () => {
    expect(withRun([run('a')], run('b')).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('replaces a known run in its place', () => {
    const ended: LoadRun = { ...run('a'), state: 'completed' };
    expect(withRun([run('b'), run('a')], ended)).toEqual([run('b'), ended]);
  });

  it('moves the run it reports on, in the list and in its detail, and adds the second only once', () => {
    const client = createQueryClient();
    client.setQueryData(keyOf('loadRuns', {}), { runs: [run('b'), run('a')] });
    client.setQueryData(keyOf('loadRun', { id: 'b' }), { run: { ...run('b'), ticks: [] } });
    client.setQueryData(keyOf('loadRun', { id: 'a' }), { run: { ...run('a'), ticks: [] } });
    applyEvent(client, { type: 'load-report', report });
    applyEvent(client, { type: 'load-report', report });
    expect(client.getQueryData(keyOf('loadRuns', {}))).toMatchObject({ runs: [{ progress: 0.5 }, { progress: 0 }] });
    expect(client.getQueryData(keyOf('loadRun', { id: 'b' }))).toMatchObject({ run: { stage: 1, ticks: [tick] } });
    expect(client.getQueryData(keyOf('loadRun', { id: 'a' }))).toMatchObject({ run: { stage: 0, ticks: [] } });
    client.clear();
  });

  it('of drift replaces the state of the detector, and marks readings as out of date only when there are new ones', () => {
    const client = createQueryClient();
    const status: DriftStatus = {
      state: 'ready',
      progress: 1,
      message: null,
      options: DriftOptions.parse({}),
      origin: 'loaded',
      availableRows: 512,
      counts: { samples: 1, dropped: 0, events: 0, episodes: 0 },
      last: null,
      filling: 0,
      referencePictures: null,
    };
    const readings = keyOf('driftReadings', { limit: 300 });
    client.setQueryData(keyOf('driftStatus', {}), { status: { ...status, state: 'configuring' } });
    client.setQueryData(readings, { readings: [] });
    applyEvent(client, { type: 'drift', status, added: 0 });
    expect(client.getQueryData(keyOf('driftStatus', {}))).toEqual({ status });
    expect(client.getQueryState(readings)?.isInvalidated).toBe(false);
    applyEvent(client, { type: 'drift', status, added: 1 });
    expect(client.getQueryState(readings)?.isInvalidated).toBe(true);
    client.clear();
  });

  it('keeps the seconds of a run when its state changes', () => {
    const client = createQueryClient();
    client.setQueryData(keyOf('loadRun', { id: 'b' }), { run: { ...run('b'), ticks: [tick] } });
    applyEvent(client, { type: 'load-run', run: { ...run('b'), state: 'completed' } });
    expect(client.getQueryData(keyOf('loadRun', { id: 'b' }))).toMatchObject({
      run: { state: 'completed', ticks: [tick] },
    });
    client.clear();
  });
});
