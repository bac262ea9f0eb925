import type Database from 'better-sqlite3';
import type { Labels } from '../shared/index.ts';
import { ByteWriter } from './byte-writer.ts';
import { chunkCount } from './chunk-reader.ts';
import { DirtyQueue } from './dirty-queue.ts';
import { appendSample, restoreOpen, type FinishedChunk } from './head.ts';
import { decodeBatch, encodeBatch, type SampleBatch } from './sample-batch.ts';
import type { Series, SeriesIndex } from './series-index.ts';

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

/** A batch saves this share of its length in open chunks, so that the log stays some 32 scrapes long. */
const SAVED_PER_SAMPLE = 1 / 32;

/**
 * The one writer of samples. A batch is one transaction: new series, one log record with all its samples, the chunks
 * it completed, and a few open chunks saved anew so that the log can be cut behind them.
 *
 * Memory changes first and the file follows. When the file refuses (disk full), what it lacks stays queued here and goes
 * with the next batch; only a crash before that would lose it.
 */
export class SampleWriter {
  private readonly index: SeriesIndex;
  private readonly maxSeries: number;
  private readonly statements;
  private readonly commit: (record: Uint8Array, batchSize: number) => void;
  private readonly out = new ByteWriter();
  private newSeries: Series[] = [];
  private finished: FinishedChunk[] = [];
  private readonly dirty = new DirtyQueue();
  private logId = 0;
  private cutBefore = 0;
  /** Series refused because of the limit, since start. */
  refusedSeries = 0;
  /** Samples appended since start. */
  appendedSamples = 0;

  constructor(db: Database, index: SeriesIndex, maxSeries: number) {
    this.index = index;
    this.maxSeries = maxSeries;
    this.statements = {
      pair: db.prepare('INSERT INTO label_pair (id, name, value) VALUES (?, ?, ?)'),
      series: db.prepare('INSERT INTO series (id, pairs) VALUES (?, ?)'),
      chunk: db.prepare('INSERT INTO chunk (series_id, min_ms, span_ms, data) VALUES (?, ?, ?, ?)'),
      save: db.prepare('INSERT OR REPLACE INTO head (series_id, log_id, min_ms, data) VALUES (?, ?, ?, ?)'),
      forget: db.prepare('DELETE FROM head WHERE series_id = ?'),
      log: db.prepare('INSERT INTO head_log (id, data) VALUES (?, ?)'),
      cut: db.prepare('DELETE FROM head_log WHERE id < ?'),
      heads: db.prepare<HeadRow>('SELECT series_id, log_id, min_ms, data FROM head'),
      records: db.prepare<LogRow>('SELECT id, data FROM head_log ORDER BY id'),
    };
    const write = db.transaction((record: Uint8Array, batchSize: number) => this.write(record, batchSize));
    this.commit = (record, batchSize) => {
      try {
        write.immediate(record, batchSize);
      } catch (error) {
        this.distrustFile();
        throw error;
      }
      index.pairs.added = [];
      this.newSeries = [];
      this.finished = [];
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
    const result = this.apply(batch, ++this.logId, null);
    this.appendedSamples += result.appended;
    if (result.appended > 0) this.commit(encodeBatch(batch, this.out), batch.refs.length);
    return result;
  }

  /** Chunks of a series that are full but not in the file, because the last commit failed. */
  unsaved(series: Series): FinishedChunk[] {
    return this.finished.length === 0 ? [] : this.finished.filter((chunk) => chunk.series === series);
  }

  private apply(batch: SampleBatch, logId: number, savedUpTo: Map<number, number> | null): AppendResult {
    const { refs, timestampsMs, values, stale } = batch;
    const result = { appended: 0, duplicates: 0, outOfOrder: 0, unknown: 0 };
    for (let i = 0; i < refs.length; i++) {
      const series = this.index.get(refs[i]!);
      if (series === undefined) {
        result.unknown++;
        continue;
      }
      if (savedUpTo !== null && logId <= (savedUpTo.get(series.id) ?? 0)) continue;
      const timeMs = typeof timestampsMs === 'number' ? timestampsMs : timestampsMs[i]!;
      const outcome = appendSample(series, timeMs, values[i]!, stale !== null && stale[i] === 1, this.finished);
      if (outcome === 'added') {
        result.appended++;
        this.dirty.mark(series, logId);
      } else if (outcome === 'duplicate') result.duplicates++;
      else result.outOfOrder++;
    }
    return result;
  }

  private write(record: Uint8Array, batchSize: number): void {
    const { statements, index } = this;
    for (const { id, name, value } of index.pairs.added) statements.pair.run(id, name, value);
    for (const series of this.newSeries) statements.series.run(series.id, encodePairs(series.pairs));
    statements.log.run(this.logId, record);
    for (const { series, minMs, maxMs, data } of this.finished) {
      statements.chunk.run(series.id, minMs, maxMs - minMs, data);
      this.saveOpen(series);
    }
    let oldest = this.dirty.oldest();
    for (let budget = batchSize * SAVED_PER_SAMPLE; oldest && budget > 0; budget--) {
      this.saveOpen(oldest);
      oldest = this.dirty.oldest();
    }
    const keepFrom = oldest?.dirtySince ?? this.logId;
    if (keepFrom > this.cutBefore) statements.cut.run((this.cutBefore = keepFrom));
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

  private saveOpen(series: Series): void {
    const { open } = series;
    if (open === null) this.statements.forget.run(series.id);
    else this.statements.save.run(series.id, this.logId, open.firstMs, open.finish());
    series.dirtySince = 0;
  }

  /** Brings the head back from the file; the index must be loaded, with `closedMs` of every series. */
  recover(): void {
    const savedUpTo = new Map<number, number>();
    for (const row of this.statements.heads.iterate()) {
      const series = this.index.get(row.series_id);
      if (!series) continue;
      series.open = restoreOpen(row.data, row.min_ms, chunkCount(row.data));
      series.minMs = Math.min(series.minMs, series.open.firstMs);
      series.maxMs = Math.max(series.maxMs, series.open.lastMs);
      savedUpTo.set(row.series_id, row.log_id);
      this.logId = Math.max(this.logId, row.log_id);
    }
    for (const row of this.statements.records.iterate()) {
      this.apply(decodeBatch(row.data), row.id, savedUpTo);
      this.logId = Math.max(this.logId, row.id);
    }
  }
}

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

function encodePairs(pairs: Uint32Array): Uint8Array {
  const out = new ByteWriter();
  for (const pair of pairs) out.varint(pair);
  return out.finish();
}
