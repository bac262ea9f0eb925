import type Database from 'better-sqlite3';
import { decodePairs, SeriesIndex } from './series-index.ts';

/** The index of every series in the file. What times they cover is for the head to say. */
export function loadIndex(db: Database): SeriesIndex {
  const index = new SeriesIndex();
  const pairs = db.prepare<{ id: number; name: string; value: string }>(
    'SELECT id, name, value FROM label_pair ORDER BY id',
  );
  for (const { id, name, value } of pairs.iterate()) index.pairs.restore(id, name, value);

  const rows = db.prepare<{ id: number; pairs: Uint8Array }>('SELECT id, pairs FROM series ORDER BY id');
  for (const { id, pairs } of rows.iterate()) index.add(decodePairs(pairs), id);

  const lastId = db.prepare<number>("SELECT seq FROM sqlite_sequence WHERE name = 'series'").pluck().get();
  index.skipIds(lastId ?? 0);
  return index;
}
