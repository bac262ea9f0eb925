import type Database from 'better-sqlite3';
import type { ColumnBuffer } from './column-buffer.ts';
import { decodeBatch, type SampleBatch } from './sample-batch.ts';
import type { HeadView } from './sample-reader.ts';
import type { Series } from './series-index.ts';

/** A log record with its samples in order of series. */
interface LogRecord {
  id: number;
  refs: Uint32Array;
  /** Places in the batch, in order of `refs`. */
  places: Uint32Array;
  batch: SampleBatch;
}

/**
 * The head as it can be read from the file by another connection than the writer's: the open chunks as they were last
 * saved, and the log of what came since. New log records are read once and kept until the writer cuts them off.
 */
export class FileHead implements HeadView {
  private readonly statements;
  private records: LogRecord[] = [];

  constructor(db: Database) {
    this.statements = {
      open: db.prepare<{ log_id: number; min_ms: number; data: Uint8Array }>(
        'SELECT log_id, min_ms, data FROM head WHERE series_id = ?',
      ),
      first: db.prepare<number | null>('SELECT min(id) FROM head_log').pluck(),
      since: db.prepare<{ id: number; data: Uint8Array }>('SELECT id, data FROM head_log WHERE id > ? ORDER BY id'),
    };
  }

  /** Reads what the log has gained and forgets what it has lost. */
  refresh(): void {
    const first = this.statements.first.get() ?? Infinity;
    this.records = this.records.filter(({ id }) => id >= first);
    for (const { id, data } of this.statements.since.iterate(this.records.at(-1)?.id ?? 0)) {
      const batch = decodeBatch(data);
      const places = Uint32Array.from(batch.refs.keys()).sort((a, b) => batch.refs[a]! - batch.refs[b]! || a - b);
      this.records.push({ id, refs: places.map((at) => batch.refs[at]!), places, batch });
    }
  }

  readHead(series: Series, _startMs: number, _endMs: number, buffer: ColumnBuffer): void {
    const saved = this.statements.open.get(series.id);
    if (saved) buffer.addChunk(saved.data, saved.min_ms);
    for (const { id, refs, places, batch } of this.records) {
      if (saved && id <= saved.log_id) continue;
      for (let i = firstAtLeast(refs, series.id); refs[i] === series.id; i++) {
        const at = places[i]!;
        const timeMs = typeof batch.timestampsMs === 'number' ? batch.timestampsMs : batch.timestampsMs[at]!;
        buffer.add(timeMs, batch.values[at]!, batch.stale?.[at] === 1);
      }
    }
  }
}

/** Index of the first of the ascending numbers that is not less than `wanted`. */
function firstAtLeast(ascending: Uint32Array, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
