import type Database from 'better-sqlite3';
import { decodePairs, SeriesIndex } from './series-index.ts';

interface ChunkSpan {
  min_ms: number;
  max_ms: number;
}

/** The index of every series in the file, each with the time its finished chunks cover. */
export function loadIndex(db: Database): SeriesIndex {
  const index = new SeriesIndex();
  const pairs = db.prepare<{ id: number; name: string; value: string }>(
    'SELECT id, name, value FROM label_pair ORDER BY id',
  );
  for (const { id, name, value } of pairs.iterate()) index.pairs.restore(id, name, value);

  // Two look-ups per series rather than a pass over all chunks, of which there may be hundreds per series.
  const span = 'SELECT min_ms, min_ms + span_ms AS max_ms FROM chunk WHERE series_id = ? ORDER BY min_ms';
  const first = db.prepare<ChunkSpan>(`${span} LIMIT 1`);
  const last = db.prepare<ChunkSpan>(`${span} DESC LIMIT 1`);
  const rows = db.prepare<{ id: number; pairs: Uint8Array }>('SELECT id, pairs FROM series ORDER BY id');
  for (const { id, pairs } of rows.all()) {
    const series = index.add(decodePairs(pairs), id);
    const newest = last.get(id);
    if (!newest) continue;
    series.minMs = first.get(id)!.min_ms;
    series.maxMs = newest.max_ms;
    series.closedMs = newest.max_ms;
  }
  const lastId = db.prepare<number>("SELECT seq FROM sqlite_sequence WHERE name = 'series'").pluck().get();
  index.skipIds(lastId ?? 0);
  return index;
}
