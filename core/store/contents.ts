import type Database from 'better-sqlite3';
import { chunkCount } from './chunk-reader.ts';
import type { HeadFile } from './head-file.ts';
import type { SeriesIndex } from './series-index.ts';

/** What all series hold together. */
export interface StoreContents {
  samples: number;
  /** Unix ms of the first and the last; null when there is none. */
  oldestMs: number | null;
  newestMs: number | null;
}

/** Counts what the store holds: finished chunks by the file's own count, open ones in memory. */
export function createContents(db: Database, index: SeriesIndex, head: HeadFile): () => StoreContents {
  const inFile = db.prepare<number>('SELECT samples FROM chunk_total').pluck();
  return () => {
    let samples = inFile.get() ?? 0;
    let oldestMs = Infinity;
    let newestMs = -Infinity;
    for (const { open, minMs, maxMs } of index.all()) {
      samples += open?.count ?? 0;
      if (minMs < oldestMs) oldestMs = minMs;
      if (maxMs > newestMs) newestMs = maxMs;
    }
    // Chunks are still here only after a commit that failed.
    for (const { data } of head.finished) samples += chunkCount(data);
    return oldestMs > newestMs ? { samples, oldestMs: null, newestMs: null } : { samples, oldestMs, newestMs };
  };
}
