import type Database from 'better-sqlite3';
import type { Labels } from '../shared/index.ts';
import { ByteWriter } from './byte-writer.ts';
import type { ColumnBuffer } from './column-buffer.ts';
import { DirtyQueue } from './dirty-queue.ts';
import { appendSample, finishChunk, restoreOpen, type AppendOutcome, type FinishedChunk } from './head.ts';
import { decodeBatch, encodeBatch, keepSamples, type SampleBatch } from './sample-batch.ts';
import type { HeadView } from './sample-reader.ts';
import { encodePairs, type Series, type SeriesIndex } from './series-index.ts';

/** What became of a batch. The four counts add up to its length. */
export interface AppendResult {
  appended: number;
  /** Refused: the series has a sample at that time already. */
  duplicates: number;
  /** Refused: older than the last finished chunk of the series. */
  outOfOrder: number;
  /** Refused: the ref is 0 (series limit) or its series was deleted meanwhile; ask `seriesRef` again. */
  unknown: number;
}

const countOf = {
  added: 'appended',
  duplicate: 'duplicates',
  'out-of-order': 'outOfOrder',
} as const satisfies Record<AppendOutcome, keyof AppendResult>;

/** A batch saves this share of its length in open chunks, so that the log stays some 16 scrapes long. */
const SAVED_PER_SAMPLE = 1 / 16;

/**
 * The one writer of samples. A batch is one transaction: new series, one log record with all its samples, the chunks
 * it completed, and a few open chunks saved anew so that the log can be cut behind them.
 *
 * Memory changes first and the file follows. When the file refuses (disk full), what it lacks stays queued here and goes
 * with the next batch; only a crash before that would lose it.
 */
export class SampleWriter implements HeadView {
  private readonly db: Database;
  private readonly index: SeriesIndex;
  private readonly maxSeries: number;
  private readonly statements;
  private readonly out = new ByteWriter();
  private newSeries: Series[] = [];
  private finished: FinishedChunk[] = [];
  private readonly dirty = new DirtyQueue();
  private logId = 0;
  private cutBefore = 0;
  /** Times a new series was refused because of the limit, since start. */
  refusedSeries = 0;
  /** Samples appended since start. */
  appendedSamples = 0;

  constructor(db: Database, index: SeriesIndex, maxSeries: number) {
    this.db = db;
    this.index = index;
    this.maxSeries = maxSeries;
    this.statements = {
      pair: db.prepare('INSERT INTO label_pair (id, name, value) VALUES (?, ?, ?)'),
      series: db.prepare('INSERT INTO series (id, pairs) VALUES (?, ?)'),
      chunk: db.prepare('INSERT INTO chunk (series_id, min_ms, span_ms, data) VALUES (?, ?, ?, ?)'),
      save: db.prepare('INSERT OR REPLACE INTO head (series_id, log_id, min_ms, data) VALUES (?, ?, ?, ?)'),
      log: db.prepare('INSERT INTO head_log (id, data) VALUES (?, ?)'),
      cut: db.prepare('DELETE FROM head_log WHERE id < ?'),
      heads: db.prepare<HeadRow>('SELECT series_id, log_id, min_ms, data FROM head'),
      records: db.prepare<LogRow>('SELECT id, data FROM head_log ORDER BY id'),
    };
  }

  /** The ref of a series, created when new; 0 when the store holds as many series as it may. */
  seriesRef(labels: Labels): number {
    const pairs = this.index.pairs.intern(labels);
    const known = this.index.find(pairs);
    if (known) return known.id;
    if (this.index.size >= this.maxSeries) {
      this.refusedSeries++;
      return 0;
    }
    const series = this.index.add(pairs);
    this.newSeries.push(series);
    return series.id;
  }

  append(batch: SampleBatch): AppendResult {
    const refused: number[] = [];
    const result = this.apply(batch, ++this.logId, refused);
    this.appendedSamples += result.appended;
    if (result.appended === 0) return result;
    const record = encodeBatch(refused.length === 0 ? batch : keepSamples(batch, refused), this.out);
    this.commit(() => {
      this.statements.log.run(this.logId, record);
      this.saveOldest(batch.refs.length * SAVED_PER_SAMPLE);
    });
    return result;
  }

  readHead(series: Series, startMs: number, endMs: number, buffer: ColumnBuffer): void {
    // Chunks stay here only after a commit that failed.
    for (const chunk of this.finished) if (chunk.series === series) buffer.addChunk(chunk.data, chunk.minMs);
    const { open } = series;
    if (open !== null && open.firstMs <= endMs && open.lastMs >= startMs) buffer.addChunk(open.finish(), open.firstMs);
  }

  /** Saves every open chunk that the file lacks, so that the log has nothing to add when the file is opened again. */
  saveAll(): void {
    this.logId++;
    this.commit(() => this.saveOldest(Infinity));
  }

  /** Finishes the open chunks of series that had no sample since `beforeMs`; at most `limit` of them. */
  finishIdle(beforeMs: number, limit: number): void {
    const idle = this.index.all().filter((series) => series.open !== null && series.open.lastMs < beforeMs);
    for (const series of idle.take(limit)) finishChunk(series, this.finished);
    if (this.finished.length > 0) this.commit(() => {});
  }

  private apply(batch: SampleBatch, logId: number, refused: number[]): AppendResult {
    const { refs, timestampsMs, values, stale } = batch;
    const result = { appended: 0, duplicates: 0, outOfOrder: 0, unknown: 0 };
    for (let i = 0; i < refs.length; i++) {
      const series = this.index.get(refs[i]!);
      const timeMs = typeof timestampsMs === 'number' ? timestampsMs : timestampsMs[i]!;
      if (series === undefined) {
        result.unknown++;
        refused.push(i);
        continue;
      }
      const outcome = appendSample(series, timeMs, values[i]!, stale !== null && stale[i] === 1, this.finished);
      result[countOf[outcome]]++;
      if (outcome === 'added') this.dirty.mark(series, logId);
      else refused.push(i);
    }
    return result;
  }

  /** Runs `write` and writes whatever is queued, all in one transaction. */
  private commit(write: () => void): void {
    const { statements, index } = this;
    const transaction = this.db.transaction(() => {
      for (const { id, name, value } of index.pairs.added) statements.pair.run(id, name, value);
      for (const series of this.newSeries) statements.series.run(series.id, encodePairs(series.pairs));
      for (const { series, minMs, maxMs, data } of this.finished) {
        statements.chunk.run(series.id, minMs, maxMs - minMs, data);
        this.saveOpen(series);
      }
      write();
      const keepFrom = this.dirty.oldest()?.dirtySince ?? this.logId;
      if (keepFrom > this.cutBefore) statements.cut.run((this.cutBefore = keepFrom));
    });
    try {
      transaction.immediate();
    } catch (error) {
      this.distrustFile();
      throw error;
    }
    index.pairs.added = [];
    this.newSeries = [];
    this.finished = [];
  }

  private saveOldest(limit: number): void {
    let oldest = this.dirty.oldest();
    for (let saved = 0; oldest && saved < limit; saved++) {
      this.saveOpen(oldest);
      oldest = this.dirty.oldest();
    }
  }

  private saveOpen(series: Series): void {
    const { open } = series;
    this.statements.save.run(series.id, this.logId, open?.firstMs ?? 0, open?.finish() ?? NOTHING);
    series.dirtySince = 0;
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

  /** Brings the head back from the file; the index must be loaded, with `closedMs` of every series. */
  recover(): void {
    const savedUpTo = new Map<number, number>();
    for (const row of this.statements.heads.iterate()) {
      const series = this.index.get(row.series_id);
      if (!series) continue;
      savedUpTo.set(row.series_id, row.log_id);
      this.logId = Math.max(this.logId, row.log_id);
      series.open = restoreOpen(row.data, row.min_ms);
      if (series.open === null) continue;
      series.minMs = Math.min(series.minMs, series.open.firstMs);
      series.maxMs = Math.max(series.maxMs, series.open.lastMs);
    }
    for (const row of this.statements.records.iterate()) {
      this.logId = Math.max(this.logId, row.id);
      const record = decodeBatch(row.data);
      const saved = [...record.refs.keys()].filter((i) => row.id <= (savedUpTo.get(record.refs[i]!) ?? 0));
      this.apply(saved.length === 0 ? record : keepSamples(record, saved), row.id, []);
    }
  }
}

const NOTHING = new Uint8Array(0);

interface HeadRow {
  series_id: number;
  log_id: number;
  min_ms: number;
  data: Uint8Array;
}

interface LogRow {
  id: number;
  data: Uint8Array;
}
