import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DriftReading, LoadPlan, type LoadRun, LoadTick, LoadTotals, type Prediction } from '../shared/index.ts';
import { openStore, type Store } from './index.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ file: ':memory:' });
});
afterEach(() => store.close());

const predictions = (from: number, to: number): Prediction[] =>
  Array.from({ length: to - from }, (_, i) => ({
    id: `p${from + i}`,
    timeMs: 1_800_000_000_000 + from + i,
    model: 'food11',
    modelVersion: '1',
    classIndex: (from + i) % 11,
    label: `class ${(from + i) % 11}`,
    confidence: 0.1 + i / 1000,
    latencyMs: 12.5,
  }));

describe('predictions', () => {
  it('come back newest first, as they were', () => {
    const some = predictions(0, 30);
    expect(store.predictions.add(some, { epoch: 'a', next: 30 })).toBe(30);
    expect(store.predictions.latest(5)).toEqual(some.slice(-5).reverse());
    expect(store.predictions.get('p3')).toEqual(some[3]);
    expect(store.predictions.get('p99')).toBeNull();
    expect(store.predictions.count()).toBe(30);
  });

  it('are kept once, with the cursor that says how far the log was read', () => {
    expect(store.predictions.cursor()).toBeNull();
    store.predictions.add(predictions(0, 3), { epoch: 'a', next: 3 });
    expect(store.predictions.add(predictions(1, 5), { epoch: 'a', next: 5 })).toBe(2);
    expect(store.predictions.cursor()).toEqual({ epoch: 'a', next: 5 });
  });

  it('are pruned by age and by number, the oldest first, some at a time', () => {
    store.predictions.add(predictions(0, 30), { epoch: 'a', next: 30 });
    expect(store.predictions.prune(1_800_000_000_010, 1000, 4)).toBe(4);
    expect(store.predictions.prune(1_800_000_000_010, 1000, 100)).toBe(6);
    expect(store.predictions.prune(0, 12, 100)).toBe(8);
    expect(store.predictions.prune(0, 12, 100)).toBe(0);
    expect(store.predictions.latest(100).at(-1)!.id).toBe('p18');
  });
});

const readings = (flags: string, from = 0): DriftReading[] =>
  flags.split('').map((flag, i) => ({
    id: `p${from + i}`,
    timeMs: 1_800_000_000_000 + from + i,
    sample: from + i + 1,
    statistic: flag === '!' ? 0.5 + (from + i) / 100 : -0.01,
    threshold: 0.1,
    isDrift: flag === '!',
    pictured: (from + i) % 2 === 1,
    feature: null,
    nearest: null,
  }));

describe('drift readings', () => {
  it('come back oldest first, each with what the model said of its picture while that is kept', () => {
    store.predictions.add(predictions(0, 2), { epoch: 'a', next: 2 });
    expect(store.driftReadings.add(readings('.!.'), { epoch: 'a', next: 3 })).toBe(3);
    const [first, second, third] = store.driftReadings.latest(10);
    expect(first).toEqual({ ...readings('.')[0], label: 'class 0', confidence: 0.1 });
    expect(second).toMatchObject({ isDrift: true, label: 'class 1' });
    expect(third).toMatchObject({ label: null, confidence: null });
    expect(store.driftReadings.latest(2).map(({ id }) => id)).toEqual(['p1', 'p2']);
    expect(store.driftReadings.latest(10, 1_800_000_000_001, 1_800_000_000_001).map(({ id }) => id)).toEqual(['p1']);
    expect(store.driftReadings.latestFlagged(5).map(({ id }) => id)).toEqual(['p1']);
  });

  it('are kept once, with the cursor that says how far the log was read', () => {
    expect(store.driftReadings.cursor()).toBeNull();
    store.driftReadings.add(readings('...'), { epoch: 'a', next: 3 });
    expect(store.driftReadings.add(readings('..!!', 1), { epoch: 'a', next: 5 })).toBe(2);
    expect(store.driftReadings.cursor()).toEqual({ epoch: 'a', next: 5 });
    expect(store.driftReadings.count()).toBe(5);
  });

  it('tell their episodes, and whether the last one goes on', () => {
    const at = (n: number) => 1_800_000_000_000 + n;
    store.driftReadings.add(readings('.!!..!.'), { epoch: 'a', next: 7 });
    expect(store.driftReadings.episodes(100)).toEqual([
      { fromMs: at(1), lastMs: at(2), lasts: false, samples: 2, peak: 0.52 },
      { fromMs: at(5), lastMs: at(5), lasts: false, samples: 1, peak: 0.55 },
    ]);
    store.driftReadings.add(readings('!!', 7), { epoch: 'a', next: 9 });
    expect(store.driftReadings.episodes(2)).toEqual([
      { fromMs: at(7), lastMs: at(8), lasts: true, samples: 2, peak: 0.58 },
    ]);
  });

  it('are pruned by age and by number, the oldest first, some at a time', () => {
    store.driftReadings.add(readings('.'.repeat(30)), { epoch: 'a', next: 30 });
    expect(store.driftReadings.prune(1_800_000_000_010, 1000, 4)).toBe(4);
    expect(store.driftReadings.prune(1_800_000_000_010, 1000, 100)).toBe(6);
    expect(store.driftReadings.prune(0, 12, 100)).toBe(8);
    expect(store.driftReadings.latest(100)[0]!.id).toBe('p18');
  });
});

const latencyMs = { p50: 1, p90: 2, p95: 3, p99: 4, max: 5, mean: 1.5 };
const run = (id: string, startedAtMs: number): LoadRun => ({
  id,
  plan: LoadPlan.parse({
    name: 'ramp',
    title: 'Ramp',
    schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs: 1000 }] },
  }),
  state: 'running',
  startedAtMs,
  endedAtMs: null,
  progress: 0.5,
  stage: 0,
  totals: LoadTotals.parse({ requests: 10, errors: 0, byStatus: { '200': 10 }, requestsPerSecond: 5, latencyMs }),
  message: null,
  verdict: null,
});
const tick = (atMs: number): LoadTick =>
  LoadTick.parse({ atMs, stage: 0, concurrency: 1, requests: 5, errors: 0, requestsPerSecond: 5, latencyMs });

describe('load runs', () => {
  it('come back newest first, each with its ticks in order', () => {
    store.loadRuns.save(run('a', 1000));
    store.loadRuns.save(run('b', 2000));
    store.loadRuns.addTick('a', tick(1500));
    store.loadRuns.addTick('a', tick(2500));
    store.loadRuns.save({ ...run('a', 1000), state: 'completed', endedAtMs: 3000 });
    expect(store.loadRuns.list(10).map(({ id, state }) => [id, state])).toEqual([
      ['b', 'running'],
      ['a', 'completed'],
    ]);
    expect(store.loadRuns.list(1)).toHaveLength(1);
    expect(store.loadRuns.get('a')!.ticks.map(({ atMs }) => atMs)).toEqual([1500, 2500]);
    expect(store.loadRuns.get('c')).toBeNull();
  });

  it('that were under way are marked interrupted, ended with what was measured last', () => {
    store.loadRuns.save(run('a', 1000));
    store.loadRuns.addTick('a', tick(1500));
    store.loadRuns.save(run('b', 2000));
    store.loadRuns.save({ ...run('c', 3000), state: 'completed', endedAtMs: 4000 });
    expect(store.loadRuns.markInterrupted(9000)).toBe(2);
    expect(store.loadRuns.get('a')).toMatchObject({ state: 'interrupted', endedAtMs: 1500, totals: { requests: 10 } });
    expect(store.loadRuns.get('b')).toMatchObject({ state: 'interrupted', endedAtMs: 9000 });
    expect(store.loadRuns.get('c')).toMatchObject({ state: 'completed' });
  });
});

describe('a load run that an earlier version kept', () => {
  it("comes back with its plan in today's form", () => {
    const { plan: _, ...rest } = run('old', 1000);
    const plan = {
      name: 'ramp',
      title: 'Ramp',
      description: '',
      path: '/predict',
      images: 'evaluation',
      stages: [{ concurrency: 3, durationMs: 5000 }],
      timeoutMs: 5000,
    };
    store.loadRuns.save({ ...rest, plan } as unknown as LoadRun);
    expect(store.loadRuns.get('old')!.plan).toMatchObject({
      name: 'ramp',
      target: { kind: 'service', path: '/predict' },
      mix: [{ weight: 1, payload: { kind: 'images', set: 'evaluation' } }],
      schedule: { kind: 'closed', stages: [{ concurrency: 3, durationMs: 5000 }] },
      timeoutMs: 5000,
    });
    expect(store.loadRuns.list(10)).toHaveLength(1);
  });
});

describe('settings', () => {
  it('keep any JSON under a key', () => {
    expect(store.settings.get('theme')).toBeUndefined();
    store.settings.set('theme', { name: 'dark', since: [1, null] });
    expect(store.settings.get('theme')).toEqual({ name: 'dark', since: [1, null] });
    store.settings.delete('theme');
    expect(store.settings.get('theme')).toBeUndefined();
  });
});

const delivery = (n: number, receiver: string, state: 'waiting' | 'delivered' | 'failed') => ({
  receiver,
  groupKey: '{}:{}',
  isTest: false,
  state,
  createdAtMs: n,
  finishedAtMs: state === 'waiting' ? null : n + 5,
  dueAtMs: n,
  attempts: 1,
  note: null,
  message: { n },
});

describe('deliveries', () => {
  it('wait in their order, and are listed newest first, of all receivers or of one', () => {
    const [first] = ['a', 'b', 'a'].map((receiver, i) => store.deliveries.add(delivery(i, receiver, 'waiting')));
    expect(store.deliveries.waiting().map(({ message }) => message)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    store.deliveries.save({ ...delivery(0, 'a', 'delivered'), id: first!, note: 'at last' });
    expect(store.deliveries.waiting()).toHaveLength(2);
    expect(store.deliveries.list(10).map(({ receiver }) => receiver)).toEqual(['a', 'b', 'a']);
    expect(store.deliveries.list(10, 'a').map(({ state }) => state)).toEqual(['waiting', 'delivered']);
    expect(store.deliveries.list(10, 'a', first! + 1).map(({ note }) => note)).toEqual(['at last']);
    expect(store.deliveries.lastOf('a')).toMatchObject({ id: first, state: 'delivered' });
    expect(store.deliveries.lastDeliveredAtMs('a')).toBe(5);
    expect(store.deliveries.lastOf('b')).toBeNull();
  });

  it('are pruned by age and number once they are done with, and never while they wait', () => {
    for (let n = 0; n < 20; n++) store.deliveries.add(delivery(n, 'a', n % 2 === 0 ? 'waiting' : 'failed'));
    expect(store.deliveries.prune(10, 1000, 3)).toBe(3);
    expect(store.deliveries.prune(10, 1000, 100)).toBe(2);
    expect(store.deliveries.prune(0, 4, 100)).toBe(3);
    expect(store.deliveries.waiting()).toHaveLength(10);
    expect(store.deliveries.list(100)).toHaveLength(12);
  });
});

describe('documents', () => {
  it('written together are written as one, or not at all', () => {
    const write = (fails: boolean) => () => {
      store.documents.set('alert', 'a', 1);
      store.deliveries.add(delivery(0, 'a', 'waiting'));
      if (fails) throw new Error('no');
    };
    expect(() => store.documents.together(write(true))).toThrow('no');
    expect([store.documents.all('alert'), store.deliveries.waiting()]).toEqual([[], []]);
    store.documents.together(write(false));
    expect(store.deliveries.waiting()).toHaveLength(1);
  });

  it('of one kind are apart from those of another', () => {
    store.documents.set('silence', 'x', { until: 5 });
    store.documents.set('silence', 'x', { until: 6 });
    store.documents.set('alert', 'x', [1]);
    store.documents.delete('alert', 'nothing');
    expect(store.documents.all('silence')).toEqual([{ key: 'x', value: { until: 6 } }]);
    store.documents.delete('silence', 'x');
    expect(store.documents.all('silence')).toEqual([]);
    expect(store.documents.all('alert')).toEqual([{ key: 'x', value: [1] }]);
  });
});
