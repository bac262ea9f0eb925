import type Database from 'better-sqlite3';
import type { Matcher, SeriesData } from '../shared/index.ts';
import { chunkCount, decodeChunk, sampleColumns, type SampleColumns } from './chunk-reader.ts';
import { MAX_CHUNK_SPAN_MS } from './head.ts';
import type { SampleWriter } from './sample-writer.ts';
import type { Series, SeriesIndex } from './series-index.ts';

/** How long a select may hold the thread before it lets others run. */
const SLICE_MS = 8;

interface ChunkRow {
  min_ms: number;
  data: Uint8Array;
}

/** Reads samples by series and time: finished chunks from the file, the open chunk from memory. */
export class SampleReader {
  private readonly index: SeriesIndex;
  private readonly writer: SampleWriter;
  private readonly chunks;

  constructor(db: Database, index: SeriesIndex, writer: SampleWriter) {
    this.index = index;
    this.writer = writer;
    this.chunks = db.prepare<ChunkRow>(
      'SELECT min_ms, data FROM chunk WHERE series_id = ? AND min_ms BETWEEN ? AND ? AND min_ms + span_ms >= ? ORDER BY min_ms',
    );
  }

  /**
   * The samples of every matching series with startMs <= time <= endMs, staleness markers included; series without any
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
      if (series.maxMs < startMs || series.minMs > endMs) continue;
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
  read(series: Series, startMs: number, endMs: number): Omit<SeriesData, 'labels'> | null {
    const { open } = series;
    const parts: ChunkRow[] = [];
    if (startMs <= series.closedMs) {
      parts.push(...this.chunks.all(series.id, startMs - MAX_CHUNK_SPAN_MS, endMs, startMs));
      for (const { minMs, data } of this.writer.unsaved(series)) parts.push({ min_ms: minMs, data });
    }
    if (open !== null && open.firstMs <= endMs && open.lastMs >= startMs) {
      parts.push({ min_ms: open.firstMs, data: open.finish() });
    }
    if (parts.length === 0) return null;
    const columns = sampleColumns(parts.reduce((total, part) => total + chunkCount(part.data), 0));
    let length = 0;
    for (const part of parts) length = decodeChunk(part.data, part.min_ms, columns, length);
    return trim(columns, startMs, endMs);
  }
}

function trim(columns: SampleColumns, startMs: number, endMs: number): Omit<SeriesData, 'labels'> | null {
  const { timestampsMs, values, stale } = columns;
  const from = lowerBound(timestampsMs, startMs);
  const to = lowerBound(timestampsMs, endMs + 1);
  if (from >= to) return null;
  const hasStale = stale.indexOf(1, from);
  const marked = hasStale >= 0 && hasStale < to;
  if (from === 0 && to === timestampsMs.length) return { timestampsMs, values, stale: marked ? stale : null };
  return {
    timestampsMs: timestampsMs.slice(from, to),
    values: values.slice(from, to),
    stale: marked ? stale.slice(from, to) : null,
  };
}

/** Index of the first time >= `timeMs`. */
function lowerBound(timestampsMs: Float64Array, timeMs: number): number {
  let low = 0;
  let high = timestampsMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timestampsMs[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
