import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine, PromqlError } from '../promql/index.ts';
import { createQueryClient, type QueryClient } from './query-client.ts';
import { openStore, type Store } from '../store/index.ts';

const nowMs = 1_700_000_000_000;
const entry = new URL('./query-worker.ts', import.meta.url);
const misbehaving = new URL('./misbehaving-query-worker.ts', import.meta.url);

let dir: string;
let store: Store;
let inProcess: Engine;
let client: QueryClient;
let warnings: string[];

const open = (worker: URL, graceMs?: number) =>
  createQueryClient({
    entry: worker,
    file: join(dir, 'telltale.db'),
    log: { warn: (line) => warnings.push(line), error: (line) => warnings.push(line) },
    ...(graceMs !== undefined && { graceMs }),
  });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-query-'));
  store = openStore({ file: join(dir, 'telltale.db'), now: () => nowMs });
  inProcess = createEngine(store);
  warnings = [];
});

afterEach(async () => {
  await client.stop();
  store.close();
  rmSync(dir, { recursive: true });
});

/** Samples every 5 s up to now: `series` series of the metric `m`, each with `samples`. */
function fill(series: number, samples: number): void {
  const refs = Uint32Array.from({ length: series }, (_, n) =>
    store.seriesRef({ __name__: 'm', n: String(n).padStart(5, '0'), half: n % 2 === 0 ? 'even' : 'odd' }),
  );
  for (let i = samples - 1; i >= 0; i--) {
    const values = Float64Array.from(refs, (ref) => (samples - i) * ref);
    store.append({ refs, timestampsMs: nowMs - i * 5000, values, stale: null });
  }
}

const failureOf = (query: Promise<unknown>): Promise<unknown> => query.catch((error: unknown) => error);

describe('queries in a thread of their own', () => {
  beforeEach(async () => {
    client = open(entry);
    await client.start();
  });

  it.each([
    'm',
    'm[1m]',
    'sum by (half) (rate(m[1m]))',
    'm offset 1h',
    'scalar(sum(m))',
    '"text"',
    '1 / 0',
    'm * on(n) m',
  ])('give what the engine gives: %s', async (query) => {
    fill(20, 30);
    expect(await client.instant(query, nowMs)).toEqual(await inProcess.instant(query, nowMs));
  });

  it.each(['m', 'sum(rate(m[1m]))', 'm > 300', 'histogram_quantile(2, m)', 'vector(1)', '2'])(
    'give what the engine gives over a range: %s',
    async (query) => {
      fill(20, 30);
      const range = [nowMs - 200_000, nowMs, 10_000] as const;
      expect(await client.range(query, ...range)).toEqual(await inProcess.range(query, ...range));
    },
  );

  it('see each sample as soon as it is stored', async () => {
    for (let i = 1; i <= 20; i++) {
      store.append({
        refs: Uint32Array.of(store.seriesRef({ __name__: 'fresh', i: String(i) })),
        timestampsMs: nowMs + i,
        values: Float64Array.of(i),
        stale: null,
      });
      expect((await client.instant('count(fresh)', nowMs + i)).value).toMatchObject({ series: [{ value: i }] });
    }
  });

  it('give results of any size, whole and in order', async () => {
    fill(10_000, 2);
    const query = 'sort(m)';
    expect(await client.instant(query, nowMs)).toEqual(await inProcess.instant(query, nowMs));
    const range = [nowMs - 5000, nowMs, 5000] as const;
    expect(await client.range('m', ...range)).toEqual(await inProcess.range('m', ...range));
  });

  it('fail as they do in the engine, with the place of the fault', async () => {
    const failed = (await failureOf(client.instant('sum(\n rate(m))', nowMs))) as PromqlError;
    const same = (await failureOf(inProcess.instant('sum(\n rate(m))', nowMs))) as PromqlError;
    expect(failed).toBeInstanceOf(PromqlError);
    expect([failed.errorType, failed.message, failed.position, failed.span]).toEqual([
      same.errorType,
      same.message,
      same.position,
      same.span,
    ]);
    expect(failed.position).toEqual({ line: 2, column: expect.any(Number) });
  });

  it('keep to their limits', async () => {
    fill(10, 100);
    const failed = failureOf(client.range('m', nowMs - 400_000, nowMs, 1000, { maxSamples: 100 }));
    expect(await failed).toMatchObject({
      errorType: 'execution',
      message: expect.stringContaining('too many samples'),
    });
    const range = await client.instant('count_over_time(m{n="00001"}[1m])', nowMs, { lookbackMs: 1000 });
    expect(range.value).toMatchObject({ series: [{ value: 12 }] });
  });

  it('really stop when their time is up, or their caller has gone', async () => {
    fill(200, 200);
    const heavy = 'sum(sum_over_time(m[15m:1s]))';
    const range = [nowMs - 1_000_000, nowMs, 1000] as const;
    const startedMs = performance.now();
    const timedOut = failureOf(client.range(heavy, ...range, { timeoutMs: 200 }));
    const caller = new AbortController();
    const calledOff = failureOf(client.range(heavy, ...range, { signal: caller.signal }));
    setTimeout(() => caller.abort(), 100);
    expect(await calledOff).toMatchObject({ errorType: 'canceled' });
    expect(await timedOut).toMatchObject({ errorType: 'timeout' });
    expect((await client.instant('1', nowMs)).value).toMatchObject({ value: 1 });
    expect(performance.now() - startedMs).toBeLessThan(3000);
    expect(warnings).toEqual([]);
  });

  it('take turns when there are many, and those called off while they wait let go at once', async () => {
    fill(20, 100);
    const caller = new AbortController();
    const heavy = Array.from({ length: 8 }, () =>
      failureOf(client.range('sum(sum_over_time(m[15m:1s]))', nowMs - 1_000_000, nowMs, 1000, { timeoutMs: 1000 })),
    );
    const waiting = Array.from({ length: 20 }, () => failureOf(client.instant('m', nowMs, { signal: caller.signal })));
    caller.abort();
    for (const one of await Promise.all(waiting)) expect(one).toMatchObject({ errorType: 'canceled' });
    await Promise.all(heavy);
    expect((await client.instant('1', nowMs)).value).toMatchObject({ value: 1 });
    expect(warnings).toEqual([]);
  });

  it('end with the program', async () => {
    fill(200, 200);
    const query = failureOf(client.range('sum(sum_over_time(m[15m:1s]))', nowMs - 1_000_000, nowMs, 1000));
    await client.stop();
    expect(await query).toMatchObject({ errorType: 'canceled' });
    expect(await failureOf(client.instant('1', nowMs))).toMatchObject({ errorType: 'canceled' });
  });
});

describe('a query worker', () => {
  const ask = (query: string, timeoutMs = 10_000) => failureOf(client.instant(query, 0, { timeoutMs }));
  const answered = (query: string) => ({
    value: { type: 'string', timestampMs: 0, value: query },
    warnings: [],
    infos: [],
  });

  it.each(['crash', 'leave'])('that dies (%s) takes its query with it, and is replaced', async (query) => {
    client = open(misbehaving);
    await client.start();
    const failed = await ask(query);
    expect(failed).toMatchObject({ errorType: 'internal', message: expect.stringContaining('try again') });
    expect(failed).toMatchObject({ message: expect.stringMatching(query === 'crash' ? /out of luck/ : /exit code 3/) });
    expect(await ask('again')).toEqual(answered('again'));
    expect(warnings).toHaveLength(1);
  });

  it('that does not let go of a query is ended', async () => {
    client = open(misbehaving, 100);
    await client.start();
    expect(await ask('hang', 100)).toMatchObject({ errorType: 'timeout', message: 'query timed out after 0.1 s' });
    expect(await ask('beside')).toMatchObject({ errorType: 'internal' });
    expect(await ask('after')).toEqual(answered('after'));
    expect(warnings[0]).toContain('did not let go');
  });

  it('answers what was asked before it was ready', async () => {
    client = open(misbehaving);
    const early = ask('early');
    await client.start();
    expect(await early).toEqual(answered('early'));
  });

  it('that cannot open the store says so when it is started', async () => {
    client = createQueryClient({ entry, file: join(dir, 'nowhere.db'), log: { warn: () => {}, error: () => {} } });
    await expect(client.start()).rejects.toThrow(/query worker cannot start: .*(open|exist|directory)/i);
  });
});
