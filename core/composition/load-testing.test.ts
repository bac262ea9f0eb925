import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoadTesting } from './load-testing.ts';
import { openSampleImages } from './sample-images.ts';
import { builtInPlans, curvePercentiles, LoadPlan, LoadRun, LoadTick } from '../shared/index.ts';
import { openStore, type Store } from '../store/index.ts';

let dir: string;
let store: Store;
let load: ReturnType<typeof createLoadTesting>;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-load-testing-'));
  store = openStore({ file: join(dir, 'telltale.db') });
  load = createLoadTesting({
    entry: new URL('../load/main.ts', import.meta.url),
    store,
    serviceUrl: () => null,
    apiKey: 'secret-key',
    images: openSampleImages(fileURLToPath(new URL('../../assets/images', import.meta.url))),
    publish: () => {},
  });
});
afterEach(async () => {
  await load.runs.stop();
  store.close();
  rmSync(dir, { recursive: true });
});

const mine = (title: string) =>
  LoadPlan.parse({
    name: 'mine',
    title,
    schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs: 1000 }] },
  });

describe("a plan of the user's", () => {
  it('is listed after the built-in ones, replaced under its name, and deleted', () => {
    load.handlers.saveLoadPlan({ plan: mine('First') });
    load.handlers.saveLoadPlan({ plan: mine('Second') });
    const { plans, own } = load.handlers.loadPlans();
    expect(own).toEqual(['mine']);
    expect(plans).toHaveLength(builtInPlans.length + 1);
    expect(load.runs.plan('mine').title).toBe('Second');
    load.handlers.deleteLoadPlan({ name: 'mine' });
    expect(load.handlers.loadPlans().own).toEqual([]);
    expect(() => load.runs.plan('mine')).toThrow('There is no load plan called "mine"; there are hundred-requests');
  });

  it('cannot take the name of a built-in one, which cannot be deleted either', () => {
    expect(() => load.handlers.saveLoadPlan({ plan: { ...mine('Mine'), name: 'ramp' } })).toThrow('built-in load plan');
    expect(() => load.handlers.deleteLoadPlan({ name: 'ramp' })).toThrow('of your own');
  });
});

describe('the script of a plan', () => {
  it('names the shipped pictures, and never holds the key of the service', () => {
    for (const tool of ['k6', 'locust'] as const) {
      const { text } = load.handlers.loadScript({ plan: 'look-alikes', tool });
      expect(text.match(/lookalikes|\.jpe?g|\.png/g)!.length).toBeGreaterThanOrEqual(36);
      expect(text).not.toContain('secret-key');
      expect(text).toContain('API_KEY');
    }
  });
});

describe('the files of a run', () => {
  const latencyMs = { p50: 1, p90: 2, p95: 3, p99: 4, max: 5, mean: 1.5 };
  const run = LoadRun.parse({
    id: 'run-1',
    plan: mine('Mine'),
    state: 'completed',
    startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    endedAtMs: Date.UTC(2026, 0, 2, 3, 4, 7),
    progress: 1,
    stage: 0,
    totals: {
      requests: 5,
      errors: 1,
      byStatus: { '200': 4, '500': 1 },
      requestsPerSecond: 2.5,
      latencyMs,
      latencyCurveMs: curvePercentiles.map((percentile) => percentile / 20),
    },
    message: null,
  });
  const get = async (file: string, id = 'run-1') => {
    const app = Fastify();
    await app.register(load.files);
    const reply = await app.inject(`/api/console/load/runs/${id}/${file}`);
    await app.close();
    return reply;
  };
  beforeEach(() => {
    store.loadRuns.save(run);
    const tick = { stage: 0, concurrency: 2, requests: 5, errors: 1, requestsPerSecond: 2.5, latencyMs };
    store.loadRuns.addTick('run-1', LoadTick.parse({ atMs: Date.UTC(2026, 0, 2, 3, 4, 6), ...tick }));
  });

  it('are its seconds and its latency curve as CSV, and all of it as JSON', async () => {
    const seconds = await get('seconds.csv');
    expect(seconds.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(seconds.headers['content-disposition']).toBe(
      'attachment; filename="load-mine-2026-01-02T030405-seconds.csv"',
    );
    expect(seconds.body.split('\r\n').slice(1)).toEqual(['2026-01-02T03:04:06.000Z,1,2,5,1,0,0,2.5,1,2,3,4,5', '']);
    const curve = (await get('percentiles.csv')).body.split('\r\n');
    expect(curve).toHaveLength(curvePercentiles.length + 2);
    expect(curve.at(-2)).toBe('100,5');
    expect((await get('run.json')).json()).toMatchObject({ id: 'run-1', ticks: [{ requests: 5 }] });
  });

  it('are not there for a run or a file that is not', async () => {
    await expect(get('run.json', 'run-2')).resolves.toMatchObject({ statusCode: 404 });
    await expect(get('constructor')).resolves.toMatchObject({ statusCode: 404 });
  });
});
