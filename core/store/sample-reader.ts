import type Database from 'better-sqlite3';
import type { Matcher, SeriesData } from '../shared/index.ts';
import { ColumnBuffer, type Samples } from './column-buffer.ts';
import { MAX_CHUNK_SPAN_MS } from './head.ts';
import type { Series, SeriesIndex } from './series-index.ts';

/** Where the samples are that are in no finished chunk of the file. */
export interface HeadView {
  /** Adds those of a series to the buffer, at least the ones between the times. */
  readHead(series: Series, startMs: number, endMs: number, buffer: ColumnBuffer): void;
}

/** How long reading may hold the thread before it lets others run. */
const SLICE_MS = 8;

interface ChunkRow {
  min_ms: number;
  data: Uint8Array;
}

/** Reads samples by series and time: finished chunks from the file, the rest from the head. */
export class SampleReader {
  private readonly index: SeriesIndex;
  private readonly head: HeadView;
  private readonly chunks;
  private readonly buffer = new ColumnBuffer();

  constructor(db: Database, index: SeriesIndex, head: HeadView) {
    this.index = index;
    this.head = head;
    this.chunks = db.prepare<ChunkRow>(
      'SELECT min_ms, data FROM chunk WHERE series_id = ? AND min_ms BETWEEN ? AND ? AND min_ms + span_ms >= ? ORDER BY min_ms',
    );
  }

  /**
   * Every matching series with its samples in startMs <= time <= endMs, staleness markers included; series without any
   * are left out. Lets other work run in between; an aborted signal ends it with the signal's reason.
   */
  async select(
    matchers: readonly Matcher[],
    startMs: number,
    endMs: number,
    signal?: AbortSignal,
  ): Promise<readonly SeriesData[]> {
    const found: SeriesData[] = [];
    let sliceFrom = performance.now();
    for (const series of this.index.matching(matchers)) {
      if (performance.now() - sliceFrom > SLICE_MS) {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        sliceFrom = performance.now();
      }
      const samples = this.read(series, startMs, endMs);
      if (samples) found.push({ labels: this.index.labelsOf(series), ...samples });
    }
    return found;
  }

  /** The samples of one series in the range, or null when it has none there. */
  read(series: Series, startMs: number, endMs: number): Samples | null {
    if (series.maxMs < startMs || series.minMs > endMs) return null;
    const { buffer } = this;
    buffer.reset();
    if (startMs <= series.closedMs) {
      const rows = this.chunks.all(series.id, startMs - MAX_CHUNK_SPAN_MS, endMs, startMs);
      for (const row of rows) buffer.addChunk(row.data, row.min_ms);
    }
    this.head.readHead(series, startMs, endMs, buffer);
    return buffer.take(startMs, endMs);
  }
}
