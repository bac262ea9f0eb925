import type Database from 'better-sqlite3';
import type { Matcher, SeriesData } from '../shared/index.ts';
import { ColumnBuffer, type Samples } from './column-buffer.ts';
import { MAX_CHUNK_SPAN_MS } from './head.ts';
import { unionOf, type MatcherSets, type Series, type SeriesIndex } from './series-index.ts';
import { inSlices } from './slices.ts';

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
  private readonly atomically: (run: () => void) => void;
  private readonly chunks;
  private readonly buffer = new ColumnBuffer();

  /** `atomically` runs what must see the file and the head in one state. */
  constructor(db: Database, index: SeriesIndex, head: HeadView, atomically: (run: () => void) => void) {
    this.index = index;
    this.head = head;
    this.atomically = atomically;
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
    const due = this.index.matching(matchers).values();
    let next = due.next();
    const slice = (): void => {
      for (const from = performance.now(); !next.done && performance.now() - from < SLICE_MS; next = due.next()) {
        const samples = this.read(next.value, startMs, endMs);
        if (samples) found.push({ labels: this.index.labelsOf(next.value), ...samples });
      }
    };
    for (;;) {
      signal?.throwIfAborted();
      this.atomically(slice);
      if (next.done) return found;
      await new Promise(setImmediate);
    }
  }

  /** The series that match any of the sets with their samples, one after the other; pauses between them let others run. */
  async *each(sets: MatcherSets, startMs: number, endMs: number): AsyncGenerator<SeriesData> {
    for (const series of await inSlices(unionOf(this.index, sets))) {
      await new Promise(setImmediate);
      const isThere = this.index.get(series.id) === series;
      const samples = isThere && this.read(series, startMs, endMs);
      if (samples) yield { labels: this.index.labelsOf(series), ...samples };
    }
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
