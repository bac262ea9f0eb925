import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Matrix } from '../../drift/index.ts';
import { DriftOptions, seededOrder } from '../../shared/index.ts';
import { openDetectorFile } from './detector-file.ts';
import type { FromDriftWorker, ToDriftWorker } from './drift-messages.ts';
import { createWatchLoop } from './watch-loop.ts';

const model = { name: 'tiny', version: '1' };
const labels = ['bread', 'egg', 'soup'];
const FILE = 'drift-detector.json';

/** Rows around `centre`, of four features, the same every time. */
function rowsAround(centre: number, rows: number): Matrix {
  const noise = seededOrder(rows * 4, 7);
  return { rows, cols: 4, data: Float32Array.from(noise, (n) => centre + n / (rows * 4) - 0.5) };
}
const row = (centre: number, n: number) => rowsAround(centre, 64).data.slice(n * 4, n * 4 + 4) as Float32Array;

const sample = (change: Partial<Extract<ToDriftWorker, { kind: 'sample' }>>) => ({
  kind: 'sample' as const,
  id: '0',
  timeMs: 0,
  pictured: true,
  features: row(0, 0),
  probabilities: Float64Array.from([0.9, 0.06, 0.04]),
  ...change,
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'telltale-drift-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function startLoop(features: Matrix = rowsAround(0, 100), version = '1', probabilities: Matrix | null = null) {
  const heard: FromDriftWorker[] = [];
  const loop = createWatchLoop({
    file: openDetectorFile(dir, { ...model, version }, labels),
    labels,
    readReference: async () => ({ features, probabilities }),
    send: (message) => heard.push(message),
  });
  const until = async (kind: FromDriftWorker['kind'], count = 1): Promise<FromDriftWorker[]> => {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(5)) {
      const some = heard.filter((message) => message.kind === kind);
      if (some.length >= count) return some;
    }
    throw new Error(`no ${kind} among ${JSON.stringify(heard.map((message) => message.kind))}`);
  };
  const judge = async (centre: number, count: number, before: number) => {
    for (let i = 0; i < count; i++)
      loop.hear(sample({ id: `${before + i}`, timeMs: i, features: row(centre, i % 64) }));
    return (await until('judged', before + count)).slice(before) as Extract<FromDriftWorker, { kind: 'judged' }>[];
  };
  return { loop, heard, until, judge };
}

const options = (change: Partial<DriftOptions> = {}) => DriftOptions.parse({ ert: 100, ...change });

describe('the loop of the drift worker', () => {
  it('lets samples wait while the first detector is made, then judges them in order, from the first on', async () => {
    const { loop, until, judge } = startLoop();
    const started = loop.start(options());
    const judged = await judge(0, 5, 0);
    await started;
    expect(judged.map(({ reading }) => [reading!.id, reading!.sample])).toEqual([
      ['0', 1],
      ['1', 2],
      ['2', 3],
      ['3', 4],
      ['4', 5],
    ]);
    const [first] = await until('configuring');
    expect(first).toMatchObject({ progress: 0 });
    expect(await until('ready')).toMatchObject([{ origin: 'configured' }]);
  });

  it('flags a stream that went elsewhere, as one episode, and stops when it is back', async () => {
    const { loop, judge } = startLoop();
    await loop.start(options());
    const away = await judge(1, 20, 0);
    expect(away.at(-1)!.reading!.isDrift).toBe(true);
    expect(away.filter(({ startsEpisode }) => startsEpisode)).toHaveLength(1);
    const back = await judge(0, 20, 20);
    expect(back.at(-1)!.reading!.isDrift).toBe(false);
  });

  it('goes on with the present detector until another is ready', async () => {
    const { loop, judge, until } = startLoop();
    await loop.start(options());
    loop.hear({ kind: 'options', options: options({ ert: 50, seed: 3 }) });
    const [judged] = await judge(0, 1, 0);
    expect(judged!.reading).not.toBeNull();
    expect((await until('ready', 2))[1]).toMatchObject({ options: { ert: 50, seed: 3 } });
  });

  it('lets the later of two choices win', async () => {
    const { loop, until } = startLoop();
    await loop.start(options());
    loop.hear({ kind: 'options', options: options({ ert: 400 }) });
    loop.hear({ kind: 'options', options: options({ ert: 60 }) });
    expect((await until('ready', 2)).slice(1)).toMatchObject([{ options: { ert: 60 } }]);
    const kept = JSON.parse(await readFile(join(dir, FILE), 'utf8')) as { options: DriftOptions };
    expect(kept.options.ert).toBe(60);
  });

  it('says why no detector can be made, and hands samples back unjudged', async () => {
    const { loop, until, judge } = startLoop(rowsAround(0, 12));
    await loop.start(null);
    expect((await until('failed'))[0]).toMatchObject({
      reason: expect.stringMatching(/needs at least 21 reference rows/),
    });
    expect((await judge(0, 1, 0))[0]!.reading).toBeNull();
  });

  it('hands back a sample that is no good, says so once, and goes on', async () => {
    const { loop, until, judge } = startLoop();
    await loop.start(options());
    for (let i = 0; i < 3; i++) loop.hear(sample({ id: 'bad', features: Float32Array.from([0, NaN, 0, 0]) }));
    expect(await until('judged', 3)).toMatchObject([{ reading: null }, { reading: null }, { reading: null }]);
    expect(await until('notice')).toHaveLength(1);
    expect((await judge(0, 1, 3))[0]!.reading!.sample).toBe(1);
  });
});

/** What a model says of 300 rows: three classes as often, the confidence between 0.6 and 1. */
const spoken: Matrix = {
  rows: 300,
  cols: 3,
  data: Float64Array.from({ length: 900 }, (_, at) => {
    const [row, k] = [Math.floor(at / 3), at % 3];
    const confidence = 0.6 + (0.4 * ((row * 7) % 300)) / 300;
    return k === row % 3 ? confidence : (1 - confidence) / 2;
  }),
};
const spokenOf = (row: number) => spoken.data.slice(row * 3, row * 3 + 3) as Float64Array;

describe('detectors that look at numbers one by one', () => {
  const hear = async (change: Partial<DriftOptions>, rows: readonly Float64Array[]) => {
    const { loop, until, heard } = startLoop(rowsAround(0, 300), '1', spoken);
    await loop.start(options({ ert: 500, windowSize: 20, referenceRows: 200, ...change }));
    expect(await until('ready')).toMatchObject([{ filling: 20 }]);
    for (const [i, probabilities] of rows.entries())
      loop.hear(sample({ id: `${i}`, probabilities, features: row(i >= 40 ? 1 : 0, i % 64) }));
    return { judged: (await until('judged', rows.length)) as Extract<FromDriftWorker, { kind: 'judged' }>[], heard };
  };
  const usual = seededOrder(300, 11);
  const before = Array.from(usual.subarray(0, 40), spokenOf);

  it.each([
    {
      change: { detector: 'cvm-online', signal: 'principal-components' } as const,
      after: before.slice(0, 20),
      feature: /^component [1-5]$/,
    },
    {
      change: { detector: 'cvm-online', signal: 'class-probabilities' } as const,
      after: Array.from({ length: 30 }, () => Float64Array.from([0.02, 0.03, 0.95])),
      feature: /^(bread|egg|soup)$/,
    },
    {
      change: { detector: 'cvm-online', signal: 'confidence' } as const,
      after: Array.from({ length: 30 }, (_, i) => Float64Array.from([0.5 + i / 1000, 0.3, 0.2 - i / 1000])),
      feature: /^one number$/,
    },
    {
      change: { detector: 'fet-online', signal: 'low-confidence' } as const,
      after: Array.from({ length: 30 }, () => Float64Array.from([0.4, 0.35, 0.25])),
      feature: /^one number$/,
    },
    {
      change: { detector: 'fet-online', signal: 'predicted-class' } as const,
      after: Array.from({ length: 30 }, () => Float64Array.from([0.1, 0.8, 0.1])),
      feature: /^egg$/,
    },
  ])(
    '$change.detector on $change.signal fills its window, stays calm, and flags what changed by its name',
    async ({ change, after, feature }) => {
      const { judged } = await hear(change, [...before, ...after]);
      expect(judged.slice(0, 19).map(({ reading, filling }) => [reading, filling])).toEqual(
        Array.from({ length: 19 }, (_, i) => [null, 19 - i]),
      );
      const readings = judged.slice(19).map(({ reading }) => reading!);
      expect(readings[0]!.sample).toBe(20);
      // One false alarm in 500 samples is allowed on average: 4 in 100 such runs hold one. The order is seeded.
      expect(readings.slice(0, 21).filter(({ isDrift }) => isDrift)).toEqual([]);
      const last = readings.at(-1)!;
      expect(last.isDrift).toBe(true);
      expect(last.statistic).toBeGreaterThanOrEqual(last.threshold);
      expect(last.feature ?? 'one number').toMatch(feature);
    },
  );

  it.each(['principal-components', 'class-probabilities'] as const)(
    'is loaded with what it is shown (%s), and judges the same',
    async (signal) => {
      const change = { detector: 'cvm-online', signal } as const;
      const { judged } = await hear(change, before);
      const second = startLoop(rowsAround(0, 300), '1', spoken);
      await second.loop.start(null);
      expect(await second.until('ready')).toMatchObject([{ origin: 'loaded', options: change, filling: 20 }]);
      for (const [i, probabilities] of before.entries())
        second.loop.hear(sample({ id: `${i}`, probabilities, features: row(0, i % 64) }));
      expect(await second.until('judged', before.length)).toEqual(judged);
    },
  );

  it('says what the package lacks for what was chosen', async () => {
    const { loop, until } = startLoop(rowsAround(0, 300));
    await loop.start(options({ detector: 'fet-online' }));
    expect((await until('failed'))[0]).toMatchObject({ reason: expect.stringMatching(/no reference probabilities/) });
    loop.hear({
      kind: 'options',
      options: options({ detector: 'cvm-online', signal: 'principal-components', referenceRows: 290 }),
    });
    expect((await until('failed', 2))[1]).toMatchObject({ reason: expect.stringMatching(/at least 50 must be left/) });
  });
});

describe('a flagged sample with a picture', () => {
  it('is told with the reference rows nearest to it, others are not', async () => {
    const { loop, judge } = startLoop();
    await loop.start(options());
    const [first] = await judge(0, 1, 0);
    expect(first!.reading!.nearest).toBeNull();
    const last = (await judge(1, 20, 1)).at(-1)!.reading!;
    expect(last.nearest).toHaveLength(3);
    const [near, next] = last.nearest!;
    expect(near!.distance).toBeLessThanOrEqual(next!.distance);
    // Four features, one apart each on average.
    expect(near!.distance).toBeGreaterThan(1);
  });
});

describe('the saved detector', () => {
  it('is loaded by the next start, without bootstraps, and judges the same', async () => {
    const first = startLoop();
    await first.loop.start(options({ seed: 5 }));
    const before = await first.judge(0.2, 30, 0);
    const second = startLoop();
    await second.loop.start(null);
    expect(await second.until('ready')).toMatchObject([{ origin: 'loaded', options: { seed: 5, ert: 100 } }]);
    expect(second.heard.some(({ kind }) => kind === 'configuring')).toBe(false);
    expect(await second.judge(0.2, 30, 0)).toEqual(before);
  });

  it('stays off when it was switched off', async () => {
    const first = startLoop();
    await first.loop.start(options({ enabled: false }));
    const second = startLoop();
    await second.loop.start(null);
    expect(await second.until('off')).toHaveLength(1);
  });

  it('of another version of the model is made anew, with the same settings', async () => {
    await startLoop().loop.start(options({ seed: 5 }));
    const second = startLoop(rowsAround(3, 100), '2');
    await second.loop.start(null);
    expect(await second.until('ready')).toMatchObject([{ origin: 'configured', options: { seed: 5 } }]);
  });

  it.each([
    { damage: 'cut short', change: (text: string) => text.slice(0, text.length / 2) },
    { damage: 'with a changed digit', change: (text: string) => text.replace(/"sigma":\[(\d)/, '"sigma":[9$1') },
    { damage: 'with nonsense for options', change: (text: string) => text.replace('"ert":100', '"ert":"often"') },
    {
      damage: 'with another signal',
      change: (text: string) => text.replace('"kind":"features"', '"kind":"confidence"'),
    },
  ])('$damage is set aside with a message, and made anew', async ({ change }) => {
    await startLoop().loop.start(options());
    await writeFile(join(dir, FILE), change(await readFile(join(dir, FILE), 'utf8')));
    const second = startLoop();
    await second.loop.start(null);
    expect(await second.until('notice')).toMatchObject([
      { text: expect.stringMatching(/was set aside as .*damaged-\d+/) },
    ]);
    expect(await second.until('ready')).toMatchObject([{ origin: 'configured' }]);
    expect((await readdir(dir)).sort()).toEqual([expect.stringMatching(/damaged-\d+\.json$/), FILE]);
    const third = startLoop();
    await third.loop.start(null);
    expect(await third.until('ready')).toMatchObject([{ origin: 'loaded' }]);
  });
});
