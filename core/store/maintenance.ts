import type Database from 'better-sqlite3';
import type { ChunkEditor } from './chunk-editor.ts';
import { updateExtent } from './delete-samples.ts';
import { finishChunk, MAX_CHUNK_SPAN_MS } from './head.ts';
import type { HeadFile } from './head-file.ts';
import type { Series, SeriesIndex } from './series-index.ts';
import type { SeriesRemover } from './series-remover.ts';

export interface Retention {
  /** Samples, predictions and drift readings older than this are removed. */
  maxAgeMs: number;
  /** When the file holds more than this, the oldest samples are removed until it does not. */
  maxBytes: number;
  /** The oldest predictions, and drift readings of them, beyond this number are removed. */
  maxPredictions: number;
}

export const DEFAULT_RETENTION: Retention = {
  maxAgeMs: 15 * 86_400_000,
  maxBytes: 2_000_000_000,
  maxPredictions: 1_000_000,
};

/** How long one step may hold the thread. */
const STEP_MS = 5;
/** A series without a sample for so long has its open chunk finished. */
const IDLE_MS = MAX_CHUNK_SPAN_MS;
/** Pages given back to the file system in a step; each may mean one page moved. */
const VACUUM_PAGES = 64;
const RECORDS_PER_STEP = 500;

/** Records kept beside the samples, as far as age and number bound them. */
interface Records {
  prune(beforeMs: number, keep: number, limit: number): number;
}

export interface MaintenanceParts {
  db: Database;
  index: SeriesIndex;
  head: HeadFile;
  editor: ChunkEditor;
  remover: SeriesRemover;
  records: readonly Records[];
  retention: Retention;
}

/** Keeps the file within bounds, in steps short enough that neither scrapes nor queries notice. */
export class Maintenance {
  private readonly parts: MaintenanceParts;
  private readonly pragma: (name: string) => number;
  /** Series found without samples the last time; if they still have none they go. */
  private emptyBefore = new Set<Series>();
  private emptyCheckedMs = -Infinity;
  /** Since start. */
  private removedChunks = 0;

  constructor(parts: MaintenanceParts) {
    this.parts = parts;
    this.pragma = (name) => Number(parts.db.pragma(name, { simple: true }));
  }

  /** Does some of what is due; true when more is. */
  step(nowMs: number): boolean {
    const { retention, records } = this.parts;
    const ageCutoffMs = nowMs - retention.maxAgeMs;
    const results = [
      this.finishIdle(nowMs - IDLE_MS),
      this.dropBefore(ageCutoffMs),
      this.shrink(),
      ...records.map(
        (each) => each.prune(ageCutoffMs, retention.maxPredictions, RECORDS_PER_STEP) === RECORDS_PER_STEP,
      ),
      this.giveBackSpace(),
    ];
    this.removeEmpty(nowMs);
    return results.includes(true);
  }

  /** Bytes of the file in use: pages freed and not yet given back do not count. */
  usedBytes(): number {
    return (this.pragma('page_count') - this.pragma('freelist_count')) * this.pragma('page_size');
  }

  private finishIdle(beforeMs: number): boolean {
    const { index, head } = this.parts;
    const idle = index.all().filter((series) => series.open !== null && series.open.lastMs < beforeMs);
    return this.inSlices(idle, (series) => finishChunk(series, head.finished));
  }

  /** Removes finished chunks that end before a time, of series that are sure to have one; true when more are left. */
  private dropBefore(cutoffMs: number): boolean {
    const { index, editor, head } = this.parts;
    const due = index.all().filter((series) => series.minMs < cutoffMs - MAX_CHUNK_SPAN_MS);
    return this.inSlices(due, (series) => {
      this.removedChunks += editor.removeBefore(series, cutoffMs);
      updateExtent(series, editor);
      head.saveOpen(series);
    });
  }

  /** Runs over series in one transaction until the time is up; true when some are left. */
  private inSlices(due: IteratorObject<Series>, change: (series: Series) => void): boolean {
    let next = due.next();
    if (next.done) return false;
    this.parts.head.commit(() => {
      const from = performance.now();
      for (; !next.done && performance.now() - from < STEP_MS; next = due.next()) change(next.value);
    });
    return !next.done;
  }

  /** Removes some of the oldest samples when the file is too large; true when that is to be done again. */
  private shrink(): boolean {
    const { index, retention } = this.parts;
    if (this.usedBytes() <= retention.maxBytes) return false;
    let oldestMs = Infinity;
    let newestMs = -Infinity;
    for (const { minMs, maxMs } of index.all()) {
      oldestMs = Math.min(oldestMs, minMs);
      newestMs = Math.max(newestMs, maxMs);
    }
    const shareMs = Math.max(600_000, (newestMs - oldestMs) / 100);
    const before = this.removedChunks;
    const more = this.dropBefore(Math.min(newestMs, oldestMs + MAX_CHUNK_SPAN_MS + shareMs));
    // Pages become free only when all of their chunks are gone: what counts as progress is chunks.
    return more || this.removedChunks > before;
  }

  private removeEmpty(nowMs: number): void {
    if (nowMs - this.emptyCheckedMs < IDLE_MS) return;
    this.emptyCheckedMs = nowMs;
    const { index, head, remover } = this.parts;
    const empty = index
      .all()
      .filter((series) => series.open === null && series.minMs === Infinity)
      .toArray();
    const gone = empty.filter((series) => this.emptyBefore.has(series));
    this.emptyBefore = new Set(empty);
    if (gone.length > 0) head.commit(() => remover.remove(gone));
  }

  private giveBackSpace(): boolean {
    const free = this.pragma('freelist_count');
    // Some free pages are kept: the next samples need them.
    if (free < 1000 || free < this.pragma('page_count') / 4) return false;
    this.parts.db.pragma(`incremental_vacuum(${VACUUM_PAGES})`);
    return true;
  }
}
