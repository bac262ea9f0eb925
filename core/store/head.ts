import { chunkCount } from './chunk-reader.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { ColumnBuffer, type Samples } from './column-buffer.ts';
import { CHUNK_SIZE, type Series } from './series-index.ts';

/** A chunk that takes no more samples, on its way into the file. */
export interface FinishedChunk {
  series: Series;
  minMs: number;
  maxMs: number;
  data: Uint8Array;
}

export type AppendOutcome = 'added' | 'duplicate' | 'out-of-order';

/** No chunk spans more: a query for a range finds its chunks by looking this far before the range. */
export const MAX_CHUNK_SPAN_MS = 7_200_000;

/**
 * Puts a sample into the open chunk of its series. Samples may come late as long as they belong into the open chunk;
 * what is older than the last finished chunk is refused, and a second sample for one time is refused.
 * A chunk that this sample completes is pushed to `finished`.
 */
export function appendSample(
  series: Series,
  timeMs: number,
  value: number,
  stale: boolean,
  finished: FinishedChunk[],
): AppendOutcome {
  const { open } = series;
  if (open !== null && timeMs <= open.lastMs) return insertLate(series, open, timeMs, value, stale, finished);
  if (timeMs <= series.closedMs) return 'out-of-order';
  if (open !== null && timeMs - open.firstMs > MAX_CHUNK_SPAN_MS) finishChunk(series, finished);
  (series.open ??= new ChunkWriter()).append(timeMs, value, stale);
  if (timeMs < series.minMs) series.minMs = timeMs;
  if (timeMs > series.maxMs) series.maxMs = timeMs;
  if (series.open.count >= series.chunkSize) finishChunk(series, finished);
  return 'added';
}

/** Closes the open chunk of a series, whatever it holds. */
export function finishChunk(series: Series, finished: FinishedChunk[]): void {
  const { open } = series;
  if (open === null) return;
  finished.push({ series, minMs: open.firstMs, maxMs: open.lastMs, data: open.finish() });
  series.closedMs = open.lastMs;
  series.chunkSize = CHUNK_SIZE;
  series.open = null;
}

/** The slow path, for the rare late sample: unpack, insert, pack again. */
function insertLate(
  series: Series,
  open: ChunkWriter,
  timeMs: number,
  value: number,
  stale: boolean,
  finished: FinishedChunk[],
): AppendOutcome {
  if (timeMs === open.lastMs) return 'duplicate';
  if (timeMs <= series.closedMs || open.lastMs - timeMs > MAX_CHUNK_SPAN_MS) return 'out-of-order';
  const buffer = new ColumnBuffer();
  buffer.addChunk(open.finish(), open.firstMs);
  buffer.add(timeMs, value, stale);
  const merged = buffer.take(-Infinity, Infinity)!;
  if (merged.values.length === open.count) return 'duplicate';
  series.open = packAll(merged);
  if (timeMs < series.minMs) series.minMs = timeMs;
  if (series.open.count >= series.chunkSize) finishChunk(series, finished);
  return 'added';
}

/** The open chunk as the head table keeps it, brought back; null when it keeps none. */
export function restoreOpen(data: Uint8Array, firstMs: number): ChunkWriter | null {
  if (data.length === 0 || chunkCount(data) === 0) return null;
  restoring.reset();
  restoring.addChunk(data, firstMs);
  return packAll(restoring.take(-Infinity, Infinity)!);
}

/** Used again for each: thousands are restored when a file is opened. */
const restoring = new ColumnBuffer();

/** Samples in time order as one chunk. */
export function packAll({ timestampsMs, values, stale }: Samples): ChunkWriter {
  const chunk = new ChunkWriter();
  for (let i = 0; i < values.length; i++) chunk.append(timestampsMs[i]!, values[i]!, stale !== null && stale[i] === 1);
  return chunk;
}
