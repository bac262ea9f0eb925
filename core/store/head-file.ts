import type Database from 'better-sqlite3';
import { ByteWriter } from './byte-writer.ts';
import { DirtyQueue } from './dirty-queue.ts';
import { restoreOpen, type FinishedChunk } from './head.ts';
import { decodeBatch, encodeBatch, keepSamples, type SampleBatch } from './sample-batch.ts';
import { CHUNK_SIZE, encodePairs, firstChunkSize, type Series, type SeriesIndex } from './series-index.ts';

/**
 * Keeps the file in step with the head in memory. Every change is one transaction: new series, finished chunks, one log
 * record with the samples of a scrape, and a few open chunks saved anew so that the log can be cut behind them.
 *
 * Memory changes first and the file follows. When the file refuses (disk full), what it lacks stays queued here and goes
 * with the next transaction; only a crash before that would lose it.
 */
export class HeadFile {
  /** Chunks that the file does not have yet. */
  readonly finished: FinishedChunk[] = [];
  /** Series that the file does not have yet. */
  readonly newSeries: Series[] = [];
  private readonly db: Database;
  private readonly index: SeriesIndex;
  private readonly statements;
  private readonly dirty = new DirtyQueue();
  private readonly out = new ByteWriter();
  /** Of the newest record. Ids grow and are not used again while the file is open. */
  private logId = 0;
  private cutBefore = 0;

  constructor(db: Database, index: SeriesIndex) {
    this.db = db;
    this.index = index;
    this.statements = {
      pair: db.prepare('INSERT INTO label_pair (id, name, value) VALUES (?, ?, ?)'),
      series: db.prepare('INSERT INTO series (id, pairs) VALUES (?, ?)'),
      chunk: db.prepare('INSERT INTO chunk (series_id, min_ms, span_ms, data) VALUES (?, ?, ?, ?)'),
      save: db.prepare(
        'INSERT OR REPLACE INTO head (series_id, log_id, begin_ms, closed_ms, min_ms, data) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      log: db.prepare('INSERT INTO head_log (id, data) VALUES (?, ?)'),
      cut: db.prepare('DELETE FROM head_log WHERE id < ?'),
      heads: db.prepare<HeadRow>('SELECT series_id, log_id, begin_ms, closed_ms, min_ms, data FROM head'),
      records: db.prepare<LogRow>('SELECT id, data FROM head_log ORDER BY id'),
    };
  }

  /** Opens a new record: samples applied from now on belong to it. Returns its id. */
  beginRecord(): number {
    return ++this.logId;
  }

  /** A series got samples that are in the record and not in the file's copy of its open chunk. */
  markDirty(series: Series, logId: number): void {
    this.dirty.mark(series, logId);
  }

  /** Writes the record just begun, and up to `saves` open chunks, those first that have waited longest. */
  log(batch: SampleBatch, saves: number): void {
    const record = encodeBatch(batch, this.out);
    this.commit(() => {
      this.statements.log.run(this.logId, record);
      this.saveOldest(saves);
    });
  }

  /** Saves every open chunk that the file lacks, so that the log has nothing to add when the file is opened again. */
  saveAll(): void {
    this.logId++;
    this.commit(() => this.saveOldest(Infinity));
  }

  /** Runs `write` and writes what is queued before it and by it, all in one transaction. */
  commit(write: () => void): void {
    let flushed = 0;
    const flush = (): void => {
      for (; flushed < this.finished.length; flushed++) {
        const { series, minMs, maxMs, data } = this.finished[flushed]!;
        this.statements.chunk.run(series.id, minMs, maxMs - minMs, data);
        this.saveOpen(series);
      }
    };
    const transaction = this.db.transaction(() => {
      for (const { id, name, value } of this.index.pairs.added) this.statements.pair.run(id, name, value);
      for (const series of this.newSeries) this.statements.series.run(series.id, encodePairs(series.pairs));
      flush();
      write();
      flush();
      const keepFrom = this.dirty.oldest()?.dirtySince ?? this.logId;
      if (keepFrom > this.cutBefore) this.statements.cut.run((this.cutBefore = keepFrom));
    });
    try {
      transaction.immediate();
    } catch (error) {
      this.distrustFile();
      throw error;
    }
    this.index.pairs.added = [];
    this.newSeries.length = 0;
    this.finished.length = 0;
  }

  /** Saves the open chunk of a series as it is now. To be called in `commit`. */
  saveOpen(series: Series): void {
    const { id, open, minMs, closedMs } = series;
    const data = open?.finish() ?? NOTHING;
    this.statements.save.run(id, this.logId, orNull(minMs), orNull(closedMs), open?.firstMs ?? 0, data);
    series.dirtySince = 0;
  }

  private saveOldest(limit: number): void {
    let oldest = this.dirty.oldest();
    for (let saved = 0; oldest && saved < limit; saved++) {
      this.saveOpen(oldest);
      oldest = this.dirty.oldest();
    }
  }

  /** After a transaction that was rolled back: what it saved is not saved, so every open chunk has to be, again. */
  private distrustFile(): void {
    this.dirty.clear();
    for (const series of this.index.all()) {
      series.dirtySince = 0;
      if (series.open !== null) this.dirty.mark(series, 1);
    }
    this.cutBefore = 0;
  }

  /**
   * Brings the head back: open chunks as they were saved, then, through `apply`, the samples that came after. The index
   * must be loaded.
   */
  recover(apply: (batch: SampleBatch, logId: number) => void): void {
    const savedUpTo = new Map<number, number>();
    for (const row of this.statements.heads.iterate()) {
      const series = this.index.get(row.series_id);
      if (!series) continue;
      savedUpTo.set(row.series_id, row.log_id);
      this.logId = Math.max(this.logId, row.log_id);
      series.open = restoreOpen(row.data, row.min_ms);
      series.closedMs = row.closed_ms ?? -Infinity;
      series.minMs = row.begin_ms ?? Infinity;
      series.maxMs = series.open?.lastMs ?? series.closedMs;
    }
    // A chunk that was finished is in the file, with the head saved behind it. None may be finished on the way here: a late
    // sample that found its chunk open then would find it closed now, and be lost.
    for (const series of this.index.all()) series.chunkSize = Infinity;
    for (const row of this.statements.records.iterate()) {
      this.logId = Math.max(this.logId, row.id);
      const record = decodeBatch(row.data);
      const saved = [...record.refs.keys()].filter((i) => row.id <= (savedUpTo.get(record.refs[i]!) ?? 0));
      apply(saved.length === 0 ? record : keepSamples(record, saved), row.id);
    }
    for (const series of this.index.all()) {
      series.chunkSize = series.closedMs === -Infinity ? firstChunkSize(series.id) : CHUNK_SIZE;
    }
  }
}

const orNull = (timeMs: number): number | null => (Number.isFinite(timeMs) ? timeMs : null);

const NOTHING = new Uint8Array(0);

interface HeadRow {
  series_id: number;
  log_id: number;
  begin_ms: number | null;
  closed_ms: number | null;
  min_ms: number;
  data: Uint8Array;
}

interface LogRow {
  id: number;
  data: Uint8Array;
}
