import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { type CapturesOptions, createCaptures } from './capture.ts';
import type { MatrixSeries } from '../promql/index.ts';
import { type AlertChange, alertCourses, type Dashboard } from '../shared/index.ts';

const entry = new URL('../../renderer/capture/main.ts', import.meta.url);
const fontsDir = fileURLToPath(new URL('../../assets/fonts', import.meta.url));

const panel = (id: number, type: string, color: string, x: number, expr: string) => ({
  id,
  type,
  title: `${type} ${id}`,
  gridPos: { x, y: 0, w: 12, h: 8 },
  targets: [{ refId: 'A', expr, legendFormat: 'line' }],
  fieldConfig: { defaults: { color: { mode: 'fixed', fixedColor: color } } },
});
const dashboard: Dashboard = {
  uid: 'mine',
  title: 'Mine',
  panels: [panel(1, 'timeseries', '#ff0000', 0, 'up'), panel(2, 'stat', '#0000ff', 12, 'rate(x[$__rate_interval])')],
};

const range = { fromMs: 1_795_000_000_000, toMs: 1_795_000_900_000 };
const asked: string[] = [];
/** A line that rises from 0 to 1 over whatever is asked for. */
function rising(startMs: number, endMs: number, stepMs: number): MatrixSeries {
  const length = Math.floor((endMs - startMs) / stepMs) + 1;
  const at = (i: number) => startMs + i * stepMs;
  return {
    labels: { __name__: 'up' },
    timestampsMs: Float64Array.from({ length }, (_, i) => at(i)),
    values: Float64Array.from({ length }, (_, i) => i / length),
  };
}
const remarks = { warnings: [], infos: [] };
const engine: CapturesOptions['engine'] = {
  instant: async (query, atMs) => {
    asked.push(query);
    return { value: { type: 'scalar', timestampMs: atMs, value: 1 }, ...remarks };
  },
  range: async (query, startMs, endMs, stepMs) => {
    asked.push(query);
    if (query === 'broken') throw new Error('no such function');
    return { value: { type: 'matrix', series: [rising(startMs, endMs, stepMs)] }, ...remarks };
  },
};

const make = (change: Partial<CapturesOptions> = {}) =>
  createCaptures({
    entry,
    fontsDir,
    dashboard: (uid) => (uid === dashboard.uid ? dashboard : null),
    engine,
    bands: () => [],
    alerts: () => [],
    scrapeIntervalMs: 5_000,
    ...change,
  });
const captures = make();
afterAll(() => captures.stop());

/** How many pixels of a part of a picture are about of a colour. */
async function countPixels(png: Buffer, [red, green, blue]: [number, number, number], left = 0, right = 1, near = 24) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let i = 0; i < data.length; i += 3) {
    const x = ((i / 3) % info.width) / info.width;
    const isNear = [red, green, blue].every((value, channel) => Math.abs(data[i + channel]! - value) < near);
    if (isNear && x >= left && x < right) count += 1;
  }
  return count;
}

describe('a picture of a dashboard without a browser', () => {
  it('is as wide as asked for, with every panel in its place and colour', async () => {
    const png = await captures.renderDashboard({ uid: 'mine', ...range, width: 1000 });
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1000, height: 384 });
    const [red, blue] = [
      [255, 0, 0],
      [0, 0, 255],
    ] as [[number, number, number], [number, number, number]];
    expect(await countPixels(png, red, 0, 0.5)).toBeGreaterThan(300);
    expect(await countPixels(png, blue, 0.5, 1)).toBeGreaterThan(300);
    expect((await countPixels(png, red, 0.5, 1)) + (await countPixels(png, blue, 0, 0.5))).toBe(0);
    expect(asked).toEqual(expect.arrayContaining(['up', 'rate(x[20s])']));
  });

  it('comes in both themes, and of one panel at the size and density asked for', async () => {
    const wish = { uid: 'mine', ...range, panelId: 1, width: 600, height: 300, dpr: 2 };
    const [light, dark] = [
      await captures.renderDashboard(wish),
      await captures.renderDashboard({ ...wish, theme: 'dark' }),
    ];
    expect(await sharp(dark).metadata()).toMatchObject({ width: 1200, height: 600 });
    expect((await sharp(light).stats()).channels[0]!.mean).toBeGreaterThan(200);
    expect((await sharp(dark).stats()).channels[0]!.mean).toBeLessThan(60);
  });

  it('shows on the panel an alert is about when it was pending and firing', async () => {
    const change = (from: AlertChange['from'], to: AlertChange['to'], atMs: number): AlertChange => ({
      timeMs: range.fromMs + atMs,
      file: 'a.yml',
      group: 'a',
      rule: 'High',
      labels: {},
      annotations: { __dashboardUid__: 'mine', __panelId__: '1' },
      from,
      to,
      value: '1',
    });
    const changes = [change('inactive', 'pending', 200_000), change('pending', 'firing', 500_000)];
    const alerted = make({ alerts: () => alertCourses(changes) });
    const wish = { uid: 'mine', ...range, panelId: 1, width: 800 };
    const [plain, marked] = [await captures.renderDashboard(wish), await alerted.renderDashboard(wish)];
    const white: [number, number, number] = [255, 255, 255];
    // Tinted from where it began to be pending, a quarter of the way, to the end.
    expect(await countPixels(marked, white, 0.7, 0.9, 3)).toBeLessThan(
      (await countPixels(plain, white, 0.7, 0.9, 3)) / 2,
    );
    expect(await countPixels(marked, white, 0.1, 0.2, 3)).toBe(await countPixels(plain, white, 0.1, 0.2, 3));
  });

  it('says on a panel why its query failed, and draws the others', async () => {
    const broken = { ...dashboard, panels: [panel(1, 'timeseries', '#ff0000', 0, 'broken'), dashboard.panels[1]!] };
    const other = make({ dashboard: () => broken });
    const png = await other.renderDashboard({ uid: 'mine', ...range, width: 1000 });
    expect(await countPixels(png, [0, 0, 255], 0.5, 1)).toBeGreaterThan(300);
    expect(await countPixels(png, [255, 0, 0])).toBe(0);
  });

  it.each([
    { what: 'an unknown dashboard', wish: { uid: 'nope' }, says: /no dashboard with uid "nope"/ },
    { what: 'an unknown panel', wish: { panelId: 9 }, says: /no panel with id 9/ },
    { what: 'a height of a whole dashboard', wish: { height: 500 }, says: /as high as its panels/ },
    {
      what: 'more pixels than fit into memory',
      wish: { panelId: 1, width: 4000, height: 4000, dpr: 3 },
      says: /at most 64 million/,
    },
  ])('is refused with a reason for $what', async ({ wish, says }) => {
    await expect(captures.renderDashboard({ uid: 'mine', ...range, ...wish })).rejects.toThrow(says);
  });

  it('that takes too long is given up', async () => {
    const never = { ...engine, range: () => new Promise<never>(() => {}) };
    const slow = make({ engine: never, timeoutMs: 1_500 });
    await expect(slow.renderDashboard({ uid: 'mine', ...range })).rejects.toThrow(/longer than 1.5 s/);
    await slow.stop();
  });

  it('waits for its turn, and is refused when too many wait', async () => {
    const never = { ...engine, range: () => new Promise<never>(() => {}) };
    const narrow = make({ engine: never, mostWaiting: 1 });
    const two = [1, 2].map(() =>
      narrow.renderDashboard({ uid: 'mine', ...range }).catch((error: Error) => error.message),
    );
    await expect(narrow.renderDashboard({ uid: 'mine', ...range })).rejects.toMatchObject({ code: 'captures_busy' });
    await narrow.stop();
    expect(await Promise.all(two)).toEqual([1, 2].map(() => expect.stringContaining('called off') as string));
  });

  it('has its script among those that are built', () => {
    expect(readFileSync(new URL('../../vite.config.ts', import.meta.url), 'utf8')).toContain(
      'renderer/capture/main.ts',
    );
  });
});
