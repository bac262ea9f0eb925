import type { Labels } from '../shared/index.ts';
import type { ColumnBuffer } from './column-buffer.ts';
import { appendSample, type AppendOutcome } from './head.ts';
import type { HeadFile } from './head-file.ts';
import { inOrder } from './label-pairs.ts';
import { keepSamples, type SampleBatch } from './sample-batch.ts';
import type { HeadView } from './sample-reader.ts';
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

const countOf = {
  added: 'appended',
  duplicate: 'duplicates',
  'out-of-order': 'outOfOrder',
} as const satisfies Record<AppendOutcome, keyof AppendResult>;

/** A batch saves this share of its length in open chunks, so that the log stays some 16 scrapes long. */
const SAVED_PER_SAMPLE = 1 / 16;

/** Takes samples as scrapes bring them: one batch, one transaction. */
export class SampleWriter implements HeadView {
  private readonly index: SeriesIndex;
  private readonly head: HeadFile;
  private readonly maxSeries: number;
  /** Times a new series was refused because of the limit, since start. */
  refusedSeries = 0;
  /** Samples appended since start. */
  appendedSamples = 0;

  constructor(index: SeriesIndex, head: HeadFile, maxSeries: number) {
    this.index = index;
    this.head = head;
    this.maxSeries = maxSeries;
    head.recover((batch, logId) => this.apply(batch, logId, []));
  }

  /** The ref of a series, created when new; 0 when the store holds as many series as it may. */
  seriesRef(labels: Labels): number {
    const { index } = this;
    const ordered = inOrder(labels);
    const known = index.pairs.lookUp(ordered);
    const series = known && index.find(known);
    if (series) return series.id;
    if (index.size >= this.maxSeries) {
      this.refusedSeries++;
      return 0;
    }
    const created = index.add(index.pairs.intern(ordered));
    this.head.newSeries.push(created);
    return created.id;
  }

  append(batch: SampleBatch): AppendResult {
    const refused: number[] = [];
    const result = this.apply(batch, this.head.beginRecord(), refused);
    this.appendedSamples += result.appended;
    if (result.appended > 0) {
      const kept = refused.length === 0 ? batch : keepSamples(batch, refused);
      this.head.log(kept, batch.refs.length * SAVED_PER_SAMPLE);
    }
    return result;
  }

  readHead(series: Series, startMs: number, endMs: number, buffer: ColumnBuffer): void {
    // Chunks are still here only after a commit that failed.
    for (const chunk of this.head.finished) if (chunk.series === series) buffer.addChunk(chunk.data, chunk.minMs);
    const { open } = series;
    if (open !== null && open.firstMs <= endMs && open.lastMs >= startMs) buffer.addChunk(open.finish(), open.firstMs);
  }

  private apply(batch: SampleBatch, logId: number, refused: number[]): AppendResult {
    const { refs, timestampsMs, values, stale } = batch;
    const { finished } = this.head;
    const result = { appended: 0, duplicates: 0, outOfOrder: 0, unknown: 0 };
    for (let i = 0; i < refs.length; i++) {
      const series = this.index.get(refs[i]!);
      const timeMs = typeof timestampsMs === 'number' ? timestampsMs : timestampsMs[i]!;
      if (series === undefined) {
        result.unknown++;
        refused.push(i);
        continue;
      }
      const outcome = appendSample(series, timeMs, values[i]!, stale !== null && stale[i] === 1, finished);
      result[countOf[outcome]]++;
      if (outcome === 'added') this.head.markDirty(series, logId);
      else refused.push(i);
    }
    return result;
  }
}
