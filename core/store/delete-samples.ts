import type { ChunkEditor } from './chunk-editor.ts';
import { ColumnBuffer } from './column-buffer.ts';
import { packAll } from './head.ts';
import type { HeadFile } from './head-file.ts';
import { unionOf, type MatcherSets, type Series, type SeriesIndex } from './series-index.ts';
import { inSlices } from './slices.ts';

/** How long deleting may hold the thread before it lets others run; each slice is a transaction. */
const SLICE_MS = 8;

interface Parts {
  index: SeriesIndex;
  head: HeadFile;
  editor: ChunkEditor;
}

/** Removes the samples between two times (inclusive) of all series that match any of the sets; resolves to how many. */
export async function deleteMatching(
  { index, head, editor }: Parts,
  sets: MatcherSets,
  startMs: number,
  endMs: number,
): Promise<number> {
  let removed = 0;
  const due = (await inSlices(unionOf(index, sets))).values();
  for (let next = due.next(); !next.done;) {
    head.commit(() => {
      for (const from = performance.now(); !next.done && performance.now() - from < SLICE_MS; next = due.next()) {
        // Not one that has gone in a pause: saving it would bring half of it back.
        if (index.get(next.value.id) === next.value) removed += deleteSamples(head, editor, next.value, startMs, endMs);
      }
    });
    if (!next.done) await new Promise(setImmediate);
  }
  return removed;
}

/**
 * Removes the samples of a series between two times, both inclusive, from file and head; returns how many there were.
 * To be called in `commit`.
 */
function deleteSamples(head: HeadFile, editor: ChunkEditor, series: Series, startMs: number, endMs: number): number {
  if (series.minMs > endMs || series.maxMs < startMs) return 0;
  let removed = editor.removeRange(series, startMs, endMs);
  const { open } = series;
  if (open !== null && open.firstMs <= endMs && open.lastMs >= startMs) {
    const buffer = new ColumnBuffer();
    buffer.addChunk(open.finish(), open.firstMs);
    const left = buffer.without(startMs, endMs);
    removed += open.count - (left?.values.length ?? 0);
    series.open = left && packAll(left);
  }
  updateExtent(series, editor);
  // Also when the open chunk did not change: what the log still holds of the series must not come back.
  head.saveOpen(series);
  return removed;
}

/** Brings the times that a series is known to cover in line with what it holds. */
export function updateExtent(series: Series, editor: ChunkEditor): void {
  const closed = editor.extent(series);
  const { open } = series;
  series.minMs = closed?.minMs ?? open?.firstMs ?? Infinity;
  series.maxMs = open?.lastMs ?? closed?.maxMs ?? -Infinity;
}
