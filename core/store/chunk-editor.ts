import type Database from 'better-sqlite3';
import { chunkCount } from './chunk-reader.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { ColumnBuffer, type Samples } from './column-buffer.ts';
import { MAX_CHUNK_SPAN_MS } from './head.ts';
import { CHUNK_SIZE, type Series } from './series-index.ts';

interface ChunkRow {
  id: number;
  min_ms: number;
  data: Uint8Array;
}

/**
 * Rewrites finished chunks in the file, for what comes or goes in the past. The chunks of a series never overlap: reading
 * relies on it, and rewriting keeps it so. To be used in a transaction.
 */
export class ChunkEditor {
  private readonly statements;
  private readonly buffer = new ColumnBuffer();

  constructor(db: Database) {
    this.statements = {
      overlapping: db.prepare<ChunkRow>(
        'SELECT id, min_ms, data FROM chunk WHERE series_id = ? AND min_ms BETWEEN ? AND ? AND min_ms + span_ms >= ? ORDER BY min_ms',
      ),
      before: db.prepare<ChunkRow>(
        'SELECT id, min_ms, data FROM chunk WHERE series_id = ? AND min_ms < ? ORDER BY min_ms DESC LIMIT 1',
      ),
      first: db.prepare<number>('SELECT min_ms FROM chunk WHERE series_id = ? ORDER BY min_ms LIMIT 1').pluck(),
      last: db
        .prepare<number>('SELECT min_ms + span_ms FROM chunk WHERE series_id = ? ORDER BY min_ms DESC LIMIT 1')
        .pluck(),
      insert: db.prepare('INSERT INTO chunk (series_id, min_ms, span_ms, data) VALUES (?, ?, ?, ?)'),
      remove: db.prepare('DELETE FROM chunk WHERE id = ?'),
      removeBefore: db.prepare('DELETE FROM chunk WHERE series_id = ? AND min_ms < ? AND min_ms + span_ms < ?'),
    };
  }

  /** Merges samples, in time order, into the chunks of a series. Where one has the time already it stays; returns how many came to be. */
  merge(series: Series, { timestampsMs, values, stale }: Samples): number {
    const startMs = timestampsMs[0]!;
    const rows = this.overlapping(series, startMs, timestampsMs.at(-1)!);
    const before = this.statements.before.get(series.id, Math.min(startMs, rows[0]?.min_ms ?? Infinity));
    // Small batches, one after the other, fill up a chunk rather than leave a trail of tiny ones.
    if (before && chunkCount(before.data) < CHUNK_SIZE / 2) rows.unshift(before);
    const held = this.load(rows);
    for (let i = 0; i < values.length; i++) this.buffer.add(timestampsMs[i]!, values[i]!, stale?.[i] === 1);
    const merged = this.buffer.take(-Infinity, Infinity);
    this.replace(series, rows, merged);
    return (merged?.values.length ?? 0) - held;
  }

  /** Removes the samples of a series between two times, both inclusive; returns how many. */
  removeRange(series: Series, startMs: number, endMs: number): number {
    const rows = this.overlapping(series, startMs, endMs);
    if (rows.length === 0) return 0;
    const held = this.load(rows);
    const left = this.buffer.without(startMs, endMs);
    this.replace(series, rows, left);
    return held - (left?.values.length ?? 0);
  }

  /** Removes the chunks that end before a time. */
  removeBefore(series: Series, beforeMs: number): number {
    return this.statements.removeBefore.run(series.id, beforeMs, beforeMs).changes;
  }

  /** The times that the finished chunks of a series cover; null when there is none. */
  extent(series: Series): { minMs: number; maxMs: number } | null {
    const minMs = this.statements.first.get(series.id);
    return minMs === undefined ? null : { minMs, maxMs: this.statements.last.get(series.id)! };
  }

  private overlapping(series: Series, startMs: number, endMs: number): ChunkRow[] {
    return this.statements.overlapping.all(series.id, startMs - MAX_CHUNK_SPAN_MS, endMs, startMs);
  }

  private load(rows: readonly ChunkRow[]): number {
    this.buffer.reset();
    for (const row of rows) this.buffer.addChunk(row.data, row.min_ms);
    return this.buffer.length;
  }

  private replace(series: Series, rows: readonly ChunkRow[], samples: Samples | null): void {
    for (const row of rows) this.statements.remove.run(row.id);
    if (samples === null) return;
    const { timestampsMs, values, stale } = samples;
    let chunk = new ChunkWriter();
    const flush = (): void => {
      const { firstMs, lastMs } = chunk;
      this.statements.insert.run(series.id, firstMs, lastMs - firstMs, chunk.finish());
      chunk = new ChunkWriter();
    };
    for (let i = 0; i < values.length; i++) {
      const timeMs = timestampsMs[i]!;
      const full = chunk.count >= CHUNK_SIZE || timeMs - chunk.firstMs > MAX_CHUNK_SPAN_MS;
      if (chunk.count > 0 && full) flush();
      chunk.append(timeMs, values[i]!, stale?.[i] === 1);
    }
    flush();
  }
}
