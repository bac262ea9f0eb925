import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Labels, Matcher } from '../shared/index.ts';
import { openStore, type Store } from './index.ts';

let dir: string;
let file: string;
let store: Store;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-store-'));
  file = join(dir, 'telltale.db');
  store = openStore({ file });
});

afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

const T0 = 1_800_000_000_000;
const named = (name: string): Matcher => ({ name: '__name__', op: '=', value: name });

function appendOne(labels: Labels, timeMs: number, value: number, stale = false) {
  return store.append({
    refs: Uint32Array.of(store.seriesRef(labels)),
    timestampsMs: timeMs,
    values: Float64Array.of(value),
    stale: stale ? Uint8Array.of(1) : null,
  });
}

/** A scrape of `n` series every 5 s: series i has the value i * scrape. */
function scrape(n: number, scrapes: number, from = 0): void {
  const refs = Uint32Array.from({ length: n }, (_, i) => store.seriesRef({ __name__: 'm', i: String(i) }));
  for (let s = from; s < from + scrapes; s++) {
    const values = Float64Array.from({ length: n }, (_, i) => i * s);
    store.append({ refs, timestampsMs: T0 + s * 5000, values, stale: null });
  }
}

describe('the store', () => {
  it('gives back what was appended, in time order, within inclusive bounds', async () => {
    scrape(3, 1000);
    const [series] = await store.select([named('m'), { name: 'i', op: '=', value: '2' }], T0 + 5000, T0 + 999 * 5000);
    expect(series!.labels).toEqual({ __name__: 'm', i: '2' });
    expect(Array.from(series!.timestampsMs)).toEqual(Array.from({ length: 999 }, (_, i) => T0 + (i + 1) * 5000));
    expect(Array.from(series!.values)).toEqual(Array.from({ length: 999 }, (_, i) => 2 * (i + 1)));
    expect(series!.stale).toBeNull();
  });

  it('gives back, after a crash, late samples of a series whose first chunk was full', async () => {
    scrape(4, 1);
    const timestampsMs = Float64Array.from({ length: 481 }, (_, i) => T0 + 2 * i);
    const refs = new Uint32Array(481).fill(store.seriesRef({ __name__: 'm', i: '0' }));
    await store.importBatch({ refs, timestampsMs, values: timestampsMs, stale: null });
    // The other series have waited longer to be saved, so that of these the file has the log only.
    for (const backMs of [1, 85]) {
      expect(appendOne({ __name__: 'm', i: '0' }, T0 + 960 - backMs, 7).appended).toBe(1);
    }
    const before = await store.select([named('m')], 0, Infinity);
    const copy = join(dir, 'crashed.db');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
    store.close();
    store = openStore({ file: copy });
    expect(await store.select([named('m')], 0, Infinity)).toEqual(before);
  });

  it('gives back everything after it is opened again', async () => {
    scrape(50, 300);
    const before = await store.select([named('m')], 0, Infinity);
    store.close();
    store = openStore({ file });
    expect(await store.select([named('m')], 0, Infinity)).toEqual(before);
    scrape(50, 300, 300);
    const after = await store.select([named('m')], 0, Infinity);
    expect(after.every((series) => series.timestampsMs.length === 600)).toBe(true);
  });

  it('keeps staleness markers out of band', async () => {
    appendOne({ __name__: 'm' }, T0, 1);
    appendOne({ __name__: 'm' }, T0 + 1, NaN);
    appendOne({ __name__: 'm' }, T0 + 2, 0, true);
    const [series] = await store.select([named('m')], T0, T0 + 2);
    expect(Array.from(series!.stale!)).toEqual([0, 0, 1]);
    expect(Array.from(series!.values)).toEqual([1, NaN, NaN]);
  });

  it('holds one sample per series and time', async () => {
    expect(appendOne({ __name__: 'm' }, T0, 1).appended).toBe(1);
    expect(appendOne({ __name__: 'm' }, T0, 2)).toEqual({ appended: 0, duplicates: 1, outOfOrder: 0, unknown: 0 });
    const [series] = await store.select([named('m')], 0, Infinity);
    expect(Array.from(series!.values)).toEqual([1]);
  });

  it('takes late samples into the open chunk and refuses what is older, with counts', async () => {
    appendOne({ __name__: 'm' }, T0, 1);
    appendOne({ __name__: 'm' }, T0 + 2000, 3);
    expect(appendOne({ __name__: 'm' }, T0 + 1000, 2).appended).toBe(1);
    for (let i = 3; i < 400; i++) appendOne({ __name__: 'm' }, T0 + i * 1000, i + 1);
    expect(appendOne({ __name__: 'm' }, T0 + 500, 9).outOfOrder).toBe(1);
    store.close();
    store = openStore({ file });
    const [series] = await store.select([named('m')], 0, Infinity);
    expect(Array.from(series!.values)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
  });

  it('refuses series beyond its limit and goes on with those it has', () => {
    store.close();
    store = openStore({ file: ':memory:', limits: { maxSeries: 2 } });
    expect(appendOne({ __name__: 'a' }, T0, 1).appended).toBe(1);
    expect(appendOne({ __name__: 'b' }, T0, 1).appended).toBe(1);
    expect(appendOne({ __name__: 'c' }, T0, 1)).toEqual({ appended: 0, duplicates: 0, outOfOrder: 0, unknown: 1 });
    expect(appendOne({ __name__: 'a' }, T0 + 1, 1).appended).toBe(1);
  });

  it('finds series by every kind of matcher, a missing label being an empty one', async () => {
    appendOne({ __name__: 'm', job: 'a', path: '/x' }, T0, 1);
    appendOne({ __name__: 'm', job: 'b', path: '' }, T0, 1);
    appendOne({ __name__: 'n', job: 'ab', constructor: 'y' }, T0, 1);
    const jobs = async (...matchers: Matcher[]) =>
      (await store.select(matchers, 0, Infinity)).map((series) => series.labels.job);
    expect(await jobs({ name: 'job', op: '=~', value: 'a.*' })).toEqual(['a', 'ab']);
    expect(await jobs(named('m'), { name: 'path', op: '=', value: '' })).toEqual(['b']);
    expect(await jobs(named('m'), { name: 'path', op: '!=', value: '' })).toEqual(['a']);
    expect(await jobs(named('m'), { name: 'nothing', op: '!=', value: 'x' })).toEqual(['a', 'b']);
    expect(await jobs({ name: 'constructor', op: '!~', value: 'z' })).toEqual(['a', 'b', 'ab']);
    expect(await jobs({ name: 'job', op: '!~', value: 'a|b' })).toEqual(['ab']);
    expect(await jobs(named('m'), { name: 'nothing', op: '=', value: 'x' })).toEqual([]);
  });

  it('lists series, label names and values that have samples in a range', async () => {
    appendOne({ __name__: 'm', job: 'a' }, T0, 1);
    appendOne({ __name__: 'n', job: 'b', path: '/' }, T0 + 1000, 1);
    expect(await store.series([[named('m')], [{ name: 'job', op: '=~', value: 'a|b' }]], T0, T0 + 1000)).toHaveLength(
      2,
    );
    expect(await store.series([], T0, T0)).toEqual([{ __name__: 'm', job: 'a' }]);
    expect(await store.labelNames([], T0, T0 + 1000)).toEqual(['__name__', 'job', 'path']);
    expect(await store.labelValues('job', [], T0, T0 + 1000)).toEqual(['a', 'b']);
    expect(await store.labelValues('job', [], T0 + 1000, T0 + 1000)).toEqual(['b']);
  });

  it('says what causes the most series', async () => {
    for (let i = 0; i < 5; i++) appendOne({ __name__: 'm', job: 'a', path: `/${i}` }, T0 + i, 1);
    appendOne({ __name__: 'n', job: 'a' }, T0, 1);
    const status = await store.tsdbStatus(2);
    expect(status.headStats).toEqual({ numSeries: 6, numLabelPairs: 8, chunkCount: 6, minTime: T0, maxTime: T0 + 4 });
    expect(status.seriesCountByMetricName).toEqual([
      { name: 'm', value: 5 },
      { name: 'n', value: 1 },
    ]);
    expect(status.labelValueCountByLabelName).toEqual([
      { name: 'path', value: 5 },
      { name: '__name__', value: 2 },
    ]);
    expect(status.seriesCountByLabelValuePair[0]).toEqual({ name: 'job=a', value: 6 });
    expect(status.memoryInBytesByLabelName[0]).toEqual({ name: 'path', value: 10 });
  });

  it('knows how many samples it holds, through all that adds and removes some', async () => {
    const counted = async () => {
      const all = await store.select([named('m')], 0, Infinity);
      return all.reduce((sum, { values }) => sum + values.length, 0);
    };
    expect(store.contents()).toEqual({ samples: 0, oldestMs: null, newestMs: null });
    scrape(3, 1000);
    expect(store.contents()).toEqual({ samples: 3000, oldestMs: T0, newestMs: T0 + 999 * 5000 });
    const timestampsMs = Float64Array.from({ length: 900 }, (_, i) => T0 - 2_500_000 + i * 5000);
    const refs = new Uint32Array(900).fill(store.seriesRef({ __name__: 'm', i: '1' }));
    await store.importBatch({ refs, timestampsMs, values: new Float64Array(900), stale: null });
    await store.deleteSeries([[{ name: 'i', op: '=', value: '2' }]], T0 + 1000, T0 + 2_000_000);
    const held = await counted();
    expect(held).toBeLessThan(3400);
    expect(store.contents().samples).toBe(held);
    store.close();
    store = openStore({ file });
    expect(store.contents().samples).toBe(held);
  });

  it('remembers what metrics are, the last word counting', () => {
    const counter = { type: 'counter', help: 'Requests.', unit: '' } as const;
    store.setMetadata([['m', { ...counter, help: 'old' }]]);
    store.setMetadata([['m', counter]]);
    store.close();
    store = openStore({ file });
    expect([...store.metadata()]).toEqual([['m', counter]]);
  });

  it('takes samples into the past, beside newer ones, and counts those it had', async () => {
    scrape(2, 700);
    const ref = store.seriesRef({ __name__: 'm', i: '1' });
    const timestampsMs = Float64Array.from({ length: 1000 }, (_, i) => T0 - 2_500_000 + i * 5000);
    const batch = { refs: new Uint32Array(1000).fill(ref), timestampsMs, values: new Float64Array(1000), stale: null };
    expect(await store.importBatch(batch)).toEqual({ appended: 500, duplicates: 500, outOfOrder: 0, unknown: 0 });
    const [series] = await store.select([named('m'), { name: 'i', op: '=', value: '1' }], 0, Infinity);
    expect(series!.timestampsMs).toHaveLength(1200);
    expect(series!.values.at(-1)).toBe(699);
  });

  it('exports series one after the other, and deletes what it is told to', async () => {
    scrape(3, 600);
    expect(await store.deleteSeries([[{ name: 'i', op: '=', value: '1' }]], T0 + 100 * 5000, T0 + 549 * 5000)).toBe(
      450,
    );
    expect(await store.deleteSeries([[{ name: 'i', op: '=', value: '2' }]], 0, Infinity)).toBe(600);
    const lengths: number[] = [];
    for await (const { values } of store.exportSeries([[named('m')]], 0, Infinity)) lengths.push(values.length);
    expect(lengths).toEqual([600, 150]);
    expect(appendOne({ __name__: 'm', i: '2' }, T0 + 600 * 5000, 1).appended).toBe(1);
  });

  it('ends a select whose signal is aborted', async () => {
    scrape(3, 3);
    await expect(store.select([named('m')], 0, Infinity, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });

  it('can be read in a worker thread while it is written', async () => {
    scrape(3, 10);
    const worker = new Worker(join(import.meta.dirname, 'testdata', 'read-in-worker.ts'), { workerData: file });
    const count = async (): Promise<number> => {
      worker.postMessage('count');
      const [samples] = (await once(worker, 'message')) as [number];
      return samples;
    };
    expect(await count()).toBe(30);
    scrape(4, 700, 10);
    expect(await count()).toBe(30 + 2800);
    await store.deleteSeries([[named('m')]], 0, Infinity);
    expect(await count()).toBe(0);
    await worker.terminate();
  });
});
