import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SeriesData } from '../shared/index.ts';
import { openStore, openStoreReader, type Store } from './index.ts';

const SERIES = 4;
const HOUR = 3_600_000;
/** How a staleness marker is written down here. */
const STALE = -999;
const everything = [{ name: '__name__', op: '=', value: 'm' } as const];

let dir: string;
let files = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-store-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A store, and beside it what it should hold, kept as one would in a minute: per series, times to values. */
class Pair {
  store: Store;
  readonly maps: Map<number, number>[] = Array.from({ length: SERIES }, () => new Map());
  /** Counts that the store reported, and what they should have been. */
  readonly said: number[] = [];
  readonly meant: number[] = [];
  file: string;
  nowMs = 1_800_000_000_000;
  private value = 0;

  constructor() {
    this.file = join(dir, `${files++}.db`);
    this.store = openStore({ file: this.file });
  }

  private get refs(): Uint32Array {
    return Uint32Array.from({ length: SERIES }, (_, i) => this.store.seriesRef({ __name__: 'm', i: String(i) }));
  }

  private keep(series: number, timeMs: number, value: number): void {
    if (!this.maps[series]!.has(timeMs)) this.maps[series]!.set(timeMs, value);
  }

  scrape(times: number, stepMs: number, endStale: boolean): void {
    for (let i = 1; i <= times; i++) {
      this.nowMs += stepMs;
      const values = Float64Array.of(7, ++this.value, Math.sin(++this.value), ++this.value / 8);
      const stale = endStale && i === times ? Uint8Array.of(0, 1, 0, 1) : null;
      this.store.append({ refs: this.refs, timestampsMs: this.nowMs, values, stale });
      for (const [s, value] of values.entries()) this.keep(s, this.nowMs, stale?.[s] === 1 ? STALE : value);
    }
  }

  late(series: number, backMs: number): void {
    const timeMs = this.nowMs - backMs;
    const value = ++this.value;
    const refs = this.refs.subarray(series, series + 1);
    const result = this.store.append({ refs, timestampsMs: timeMs, values: Float64Array.of(value), stale: null });
    this.said.push(result.duplicates);
    this.meant.push(result.outOfOrder === 0 && this.maps[series]!.has(timeMs) ? 1 : 0);
    if (result.appended === 1) this.keep(series, timeMs, value);
  }

  async import(series: number, backMs: number, times: number, stepMs: number): Promise<void> {
    const timestampsMs = Float64Array.from({ length: times }, (_, i) => this.nowMs - backMs + i * stepMs);
    const values = timestampsMs.map(() => ++this.value);
    const held = this.maps[series]!.size;
    for (const [i, timeMs] of timestampsMs.entries()) this.keep(series, timeMs, values[i]!);
    const refs = new Uint32Array(times).fill(this.refs[series]!);
    this.said.push((await this.store.importBatch({ refs, timestampsMs, values, stale: null })).appended);
    this.meant.push(this.maps[series]!.size - held);
    this.nowMs = Math.max(this.nowMs, timestampsMs.at(-1)!);
  }

  async delete(series: number, backMs: number, forMs: number): Promise<void> {
    const startMs = this.nowMs - backMs;
    const gone = [...this.maps[series]!.keys()].filter((timeMs) => timeMs >= startMs && timeMs <= startMs + forMs);
    for (const timeMs of gone) this.maps[series]!.delete(timeMs);
    const sets = [[{ name: 'i', op: '=', value: String(series) } as const]];
    this.said.push(await this.store.deleteSeries(sets, startMs, startMs + forMs));
    this.meant.push(gone.length);
  }

  reopen(): void {
    this.store.close();
    this.store = openStore({ file: this.file });
  }

  /** What a killed process leaves behind is what its files hold at that moment. */
  crash(): void {
    const copy = join(dir, `${files++}.db`);
    for (const suffix of ['', '-wal']) {
      if (existsSync(this.file + suffix)) copyFileSync(this.file + suffix, copy + suffix);
    }
    this.store.close();
    this.file = copy;
    this.store = openStore({ file: copy });
  }

  between(startMs: number, endMs: number): [number, number, number][][] {
    return this.maps
      .map((samples, series) =>
        [...samples]
          .filter(([timeMs]) => timeMs >= startMs && timeMs <= endMs)
          .sort(([a], [b]) => a - b)
          .map(([timeMs, value]): [number, number, number] => [series, timeMs, value]),
      )
      .filter((samples) => samples.length > 0);
  }
}

/** What may happen to a store: `run` with some values. Printed with its name when a run fails. */
const step = <V extends unknown[]>(
  weight: number,
  name: string,
  run: (pair: Pair, ...values: V) => void | Promise<void>,
  ...values: { [I in keyof V]: fc.Arbitrary<V[I]> }
) => ({
  weight,
  arbitrary: fc.tuple<V>(...values).map((values) => ({ name, values, run: (pair: Pair) => run(pair, ...values) })),
});

const series = fc.nat({ max: SERIES - 1 });
const duration = fc.oneof(fc.nat({ max: 60_000 }), fc.nat({ max: HOUR }), fc.nat({ max: 30 * HOUR }));
const count = fc.integer({ min: 1, max: 500 });
const interval = fc.constantFrom(1000, 5000, 15_000, 61_001);
const steps = fc.array(
  fc.oneof(
    step(5, 'scrape', (pair, n, ms, stale) => pair.scrape(n, ms, stale), count, interval, fc.boolean()),
    step(3, 'late', (pair, s, backMs) => pair.late(s, backMs), series, duration),
    step(
      3,
      'import',
      (pair, s, backMs, n, ms) => pair.import(s, backMs, n, ms),
      series,
      duration,
      count,
      fc.integer({ min: 1, max: 20_000 }),
    ),
    step(3, 'delete', (pair, s, backMs, forMs) => pair.delete(s, backMs, forMs), series, duration, duration),
    step(1, 'reopen', (pair) => pair.reopen()),
    step(2, 'crash', (pair) => pair.crash()),
  ),
  { minLength: 1, maxLength: 14 },
);

it('holds what a plain map would, through late samples, imports, deletions, restarts and crashes, also for a reader', async () => {
  const property = fc.asyncProperty(steps, async (steps) => {
    const pair = new Pair();
    for (const { run } of steps) await run(pair);
    const reader = openStoreReader(pair.file);
    expect(pair.said).toEqual(pair.meant);
    expect(pair.store.contents().samples).toBe(pair.maps.reduce((sum, { size }) => sum + size, 0));
    for (const [startMs, endMs] of [
      [-Infinity, Infinity],
      [pair.nowMs - 3 * HOUR, pair.nowMs - HOUR],
    ] as const) {
      expect(written(await pair.store.select(everything, startMs, endMs))).toEqual(pair.between(startMs, endMs));
      expect(written(await reader.select(everything, startMs, endMs))).toEqual(pair.between(startMs, endMs));
    }
    reader.close();
    pair.store.close();
  });
  await fc.assert(property, { numRuns: 40 });
}, 120_000);

const written = (found: readonly SeriesData[]): [number, number, number][][] =>
  found
    .toSorted((a, b) => Number(a.labels['i']) - Number(b.labels['i']))
    .map(({ labels, timestampsMs, values, stale }) =>
      Array.from(timestampsMs, (timeMs, i) => [Number(labels['i']), timeMs, stale?.[i] === 1 ? STALE : values[i]!]),
    );
