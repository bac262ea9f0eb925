import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChunkWriter } from './chunk-writer.ts';
import { openStore } from './index.ts';
import { migrate } from './migrations.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-store-'));
  file = join(dir, 'telltale.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A store with a day of samples, so that there is a page to damage. */
function fill(): void {
  const store = openStore({ file });
  const refs = Uint32Array.from({ length: 20 }, (_, i) => store.seriesRef({ __name__: 'm', i: String(i) }));
  for (let s = 0; s < 600; s++) {
    const values = Float64Array.from(refs, () => Math.random());
    store.append({ refs, timestampsMs: 1_800_000_000_000 + s * 5000, values, stale: null });
  }
  store.close();
}

describe('opening the store', () => {
  it.each([
    { what: 'is no database', damage: () => Buffer.from('this is no database, but it is long enough to be one') },
    { what: 'is cut off', damage: (bytes: Buffer) => bytes.subarray(0, bytes.length / 2) },
    {
      what: 'has a page overwritten',
      damage: (bytes: Buffer) => bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 8192),
    },
  ])('sets a file aside that $what, says so, and begins a fresh one', ({ damage }) => {
    fill();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);

    const store = openStore({ file, now: () => Date.UTC(2026, 10, 20) });
    expect(store.stats().series).toBe(0);
    expect(store.notices).toHaveLength(1);
    expect(store.notices[0]).toContain('telltale.db.damaged-2026-11-20T00-00-00.000Z');
    store.close();
    const aside = readdirSync(dir).filter((name) => name.includes('damaged') && !name.endsWith('-shm'));
    expect(aside).toEqual(['telltale.db.damaged-2026-11-20T00-00-00.000Z']);
    expect(readFileSync(join(dir, aside[0]!))).toEqual(damaged);
  });

  it('counts the samples of a file from before it kept count of them', () => {
    const db = new Database(file);
    migrate(db, 5);
    const chunk = new ChunkWriter();
    for (let i = 0; i < 300; i++) chunk.append(i * 1000, i, false);
    db.prepare('INSERT INTO chunk (series_id, min_ms, span_ms, data) VALUES (1, 0, 299000, ?)').run(chunk.finish());
    db.close();
    const store = openStore({ file });
    expect(store.contents().samples).toBe(300);
    store.close();
  });

  it('refuses a file from a newer Telltale and leaves it alone', () => {
    fill();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openStore({ file })).toThrow('schema version 99');
    expect(readdirSync(dir).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('says which directory is missing', () => {
    expect(() => openStore({ file: join(dir, 'nowhere', 'telltale.db') })).toThrow('directory');
  });
});
