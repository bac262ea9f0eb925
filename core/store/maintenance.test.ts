import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChunkEditor } from './chunk-editor.ts';
import { createContents } from './contents.ts';
import { HeadFile } from './head-file.ts';
import { DEFAULT_RETENTION, Maintenance, type Retention } from './maintenance.ts';
import { migrate } from './migrations.ts';
import { createPredictionRepository } from './predictions.ts';
import { SampleReader } from './sample-reader.ts';
import { SampleWriter } from './sample-writer.ts';
import { SeriesIndex } from './series-index.ts';
import { SeriesRemover } from './series-remover.ts';

const HOUR = 3_600_000;
const T0 = 1_800_000_000_000;

let db: Database;
let index: SeriesIndex;
let head: HeadFile;
let writer: SampleWriter;
let reader: SampleReader;

beforeEach(() => {
  db = new Database(':memory:');
  db.pragma('auto_vacuum = INCREMENTAL');
  migrate(db);
  index = new SeriesIndex();
  head = new HeadFile(db, index);
  writer = new SampleWriter(index, head, 1000);
  reader = new SampleReader(db, index, writer, (run) => run());
});

function maintenance(retention: Partial<Retention>): Maintenance {
  const [editor, remover, records] = [
    new ChunkEditor(db),
    new SeriesRemover(db, index),
    [createPredictionRepository(db)],
  ];
  return new Maintenance({
    db,
    index,
    head,
    editor,
    remover,
    records,
    retention: { ...DEFAULT_RETENTION, ...retention },
  });
}

function settle(upkeep: Maintenance, nowMs: number): number {
  let steps = 1;
  while (upkeep.step(nowMs)) steps++;
  return steps;
}

/** A sample a minute of `count` series, named `name`. */
function scrape(name: string, count: number, fromMs: number, hours: number): void {
  const refs = Uint32Array.from({ length: count }, (_, i) => writer.seriesRef({ __name__: name, i: String(i) }));
  for (let timeMs = fromMs; timeMs < fromMs + hours * HOUR; timeMs += 60_000) {
    writer.append({ refs, timestampsMs: timeMs, values: Float64Array.from(refs, () => Math.random()), stale: null });
  }
}

const select = (name: string) => reader.select([{ name: '__name__', op: '=', value: name }], -Infinity, Infinity);

describe('maintenance', () => {
  it('removes samples beyond their age, and lets younger ones be', async () => {
    scrape('m', 5, T0, 48);
    settle(maintenance({ maxAgeMs: 24 * HOUR }), T0 + 48 * HOUR);
    const left = await select('m');
    expect(createContents(db, index, head)().samples).toBe(left.reduce((sum, { values }) => sum + values.length, 0));
    for (const { timestampsMs } of left) {
      expect(timestampsMs[0]).toBeGreaterThanOrEqual(T0 + 20 * HOUR);
      expect(timestampsMs[0]).toBeLessThanOrEqual(T0 + 24 * HOUR);
      expect(timestampsMs.at(-1)).toBe(T0 + 48 * HOUR - 60_000);
    }
  });

  it('removes the oldest samples until the file is small enough', async () => {
    scrape('m', 50, T0, 72);
    const upkeep = maintenance({ maxBytes: 600_000 });
    expect(upkeep.usedBytes()).toBeGreaterThan(1_000_000);
    settle(upkeep, T0 + 72 * HOUR);
    expect(upkeep.usedBytes()).toBeLessThanOrEqual(600_000);
    const found = await select('m');
    expect(found).toHaveLength(50);
    for (const { timestampsMs } of found) expect(timestampsMs.at(-1)).toBe(T0 + 72 * HOUR - 60_000);
  });

  it('forgets a series whose last sample is too old, and the labels that no other has', async () => {
    scrape('gone', 3, T0, 1);
    scrape('m', 3, T0, 48);
    const upkeep = maintenance({ maxAgeMs: 24 * HOUR });
    settle(upkeep, T0 + 48 * HOUR);
    expect(index.size).toBe(6);
    for (const hours of [51, 54]) settle(upkeep, T0 + hours * HOUR);
    expect(index.size).toBe(3);
    expect(await select('gone')).toEqual([]);
    const names = db.prepare<string>("SELECT value FROM label_pair WHERE name = '__name__'").pluck();
    expect(names.all()).toEqual(['m']);
    scrape('gone', 3, T0 + 51 * HOUR, 1);
    expect(await select('gone')).toHaveLength(3);
  });

  it('works in small steps, so that others come in between', () => {
    scrape('m', 500, T0, 12);
    expect(settle(maintenance({ maxAgeMs: 3 * HOUR }), T0 + 12 * HOUR)).toBeGreaterThan(1);
  });

  it('goes on after a transaction that failed, without losing a sample', async () => {
    scrape('m', 20, T0, 1);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    expect(() => scrape('m', 20, T0 + HOUR, 20)).toThrow('full');
    const heldMs = Math.max(...(await select('m')).map(({ timestampsMs }) => timestampsMs.at(-1)!));
    db.pragma('max_page_count = 100000');
    scrape('m', 20, heldMs + 60_000, 1);
    for (const { timestampsMs } of await select('m')) {
      expect(timestampsMs.length).toBe((heldMs + HOUR - T0) / 60_000 + 1);
    }
  });
});
