import type { ChunkEditor } from './chunk-editor.ts';
import { ColumnBuffer, type Samples } from './column-buffer.ts';
import { appendSample } from './head.ts';
import type { HeadFile } from './head-file.ts';
import type { SampleBatch } from './sample-batch.ts';
import type { AppendResult } from './sample-writer.ts';
import type { Series, SeriesIndex } from './series-index.ts';

/** How long importing may hold the thread before it lets others run; each slice is a transaction. */
const SLICE_MS = 8;

/**
 * Takes samples of any age, in any order: what is newer than the finished chunks of its series goes the way of scraped
 * samples, the rest is merged into the past. Resolves when all of the batch is in the file; the batch must not change
 * until then.
 */
export async function importBatch(
  index: SeriesIndex,
  head: HeadFile,
  editor: ChunkEditor,
  batch: SampleBatch,
): Promise<AppendResult> {
  const { places, unknown } = bySeries(index, batch);
  const result = { appended: 0, duplicates: 0, outOfOrder: 0, unknown };
  const waiting = places.entries();
  for (let next = waiting.next(); !next.done;) {
    head.commit(() => {
      for (const from = performance.now(); !next.done && performance.now() - from < SLICE_MS; next = waiting.next()) {
        const [series, at] = next.value;
        const samples = gather(batch, at);
        const added = importSeries(head, editor, series, samples);
        result.appended += added;
        result.duplicates += at.length - added;
      }
    });
    if (!next.done) await new Promise(setImmediate);
  }
  return result;
}

function bySeries(index: SeriesIndex, { refs }: SampleBatch): { places: Map<Series, number[]>; unknown: number } {
  const places = new Map<Series, number[]>();
  let unknown = 0;
  for (const [i, ref] of refs.entries()) {
    const series = index.get(ref);
    const known = series && places.get(series);
    if (known) known.push(i);
    else if (series) places.set(series, [i]);
    else unknown++;
  }
  return { places, unknown };
}

/** The samples at some places of the batch, in time order, one per time. */
function gather({ timestampsMs, values, stale }: SampleBatch, at: readonly number[]): ColumnBuffer {
  const buffer = new ColumnBuffer();
  for (const i of at) {
    buffer.add(typeof timestampsMs === 'number' ? timestampsMs : timestampsMs[i]!, values[i]!, stale?.[i] === 1);
  }
  return buffer;
}

/** Returns how many samples are new. */
function importSeries(head: HeadFile, editor: ChunkEditor, series: Series, samples: ColumnBuffer): number {
  let added = 0;
  const newer = samples.take(series.closedMs + 1, Infinity);
  const older = samples.take(-Infinity, series.closedMs);
  if (older) {
    added += editor.merge(series, older);
    series.minMs = Math.min(series.minMs, older.timestampsMs[0]!);
  }
  if (newer) added += importIntoHead(head, series, newer);
  head.saveOpen(series);
  return added;
}

function importIntoHead(head: HeadFile, series: Series, newer: Samples): number {
  const { open } = series;
  const held = open?.count ?? 0;
  const buffer = new ColumnBuffer();
  // Late ones are not put in one by one: the open chunk is taken apart and filled again.
  if (open !== null && newer.timestampsMs[0]! <= open.lastMs) {
    buffer.addChunk(open.finish(), open.firstMs);
    series.open = null;
  }
  const kept = series.open === null ? held : 0;
  for (let i = 0; i < newer.values.length; i++) {
    buffer.add(newer.timestampsMs[i]!, newer.values[i]!, newer.stale?.[i] === 1);
  }
  const { timestampsMs, values, stale } = buffer.take(-Infinity, Infinity)!;
  for (let i = 0; i < values.length; i++) {
    appendSample(series, timestampsMs[i]!, values[i]!, stale?.[i] === 1, head.finished);
  }
  return values.length - kept;
}
