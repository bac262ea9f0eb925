import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Matrix } from '../../drift/index.ts';
import { DriftOptions, seededOrder } from '../../shared/index.ts';
import { openDetectorFile } from './detector-file.ts';
import type { FromDriftWorker } from './drift-messages.ts';
import { createWatchLoop } from './watch-loop.ts';

const model = { name: 'tiny', version: '1' };
const FILE = 'drift-detector.json';

/** Rows around `centre`, of four features, the same every time. */
function rowsAround(centre: number, rows: number): Matrix {
  const noise = seededOrder(rows * 4, 7);
  return { rows, cols: 4, data: Float32Array.from(noise, (n) => centre + n / (rows * 4) - 0.5) };
}
const row = (centre: number, n: number) => rowsAround(centre, 64).data.slice(n * 4, n * 4 + 4) as Float32Array;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'telltale-drift-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function startLoop(reference: Matrix = rowsAround(0, 100), version = '1') {
  const heard: FromDriftWorker[] = [];
  const loop = createWatchLoop({
    file: openDetectorFile(dir, { ...model, version }),
    readReference: async () => reference,
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
      loop.hear({ kind: 'sample', id: `${before + i}`, timeMs: i, pictured: true, features: row(centre, i % 64) });
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
    for (let i = 0; i < 3; i++)
      loop.hear({ kind: 'sample', id: 'bad', timeMs: 0, pictured: false, features: Float32Array.from([0, NaN, 0, 0]) });
    expect(await until('judged', 3)).toMatchObject([{ reading: null }, { reading: null }, { reading: null }]);
    expect(await until('notice')).toHaveLength(1);
    expect((await judge(0, 1, 3))[0]!.reading!.sample).toBe(1);
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
