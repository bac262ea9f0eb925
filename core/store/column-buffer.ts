import type { SeriesData } from '../shared/index.ts';
import { chunkCount, decodeChunk, sampleColumns } from './chunk-reader.ts';

export type Samples = Omit<SeriesData, 'labels'>;

/**
 * Where the samples of one series are gathered, part by part, before those in a range are taken out. One buffer serves
 * series after series, so that reading many allocates only what is handed out.
 */
export class ColumnBuffer {
  length = 0;
  private columns = sampleColumns(1024);
  private sorted = true;

  reset(): void {
    this.length = 0;
    this.sorted = true;
  }

  addChunk(data: Uint8Array, firstMs: number): void {
    if (data.length === 0) return;
    const from = this.length;
    const to = from + chunkCount(data);
    this.makeRoom(to);
    this.columns.stale.fill(0, from, to);
    decodeChunk(data, firstMs, this.columns, from);
    if (from > 0 && this.columns.timestampsMs[from]! <= this.columns.timestampsMs[from - 1]!) this.sorted = false;
    this.length = to;
  }

  add(timeMs: number, value: number, stale: boolean): void {
    const at = this.length;
    this.makeRoom(at + 1);
    this.columns.timestampsMs[at] = timeMs;
    this.columns.values[at] = stale ? NaN : value;
    this.columns.stale[at] = stale ? 1 : 0;
    if (at > 0 && timeMs <= this.columns.timestampsMs[at - 1]!) this.sorted = false;
    this.length = at + 1;
  }

  /** Copies of the columns between two times, both inclusive; null when there is nothing between them. */
  take(startMs: number, endMs: number): Samples | null {
    const [from, to] = this.between(startMs, endMs);
    if (from >= to) return null;
    const { timestampsMs, values, stale } = this.columns;
    const marker = stale.indexOf(1, from);
    return {
      timestampsMs: timestampsMs.slice(from, to),
      values: values.slice(from, to),
      stale: marker >= 0 && marker < to ? stale.slice(from, to) : null,
    };
  }

  /** Copies of the columns without what is between two times, both inclusive; null when nothing is left. */
  without(startMs: number, endMs: number): Samples | null {
    const [from, to] = this.between(startMs, endMs);
    const { timestampsMs, values, stale } = this.columns;
    for (const column of [timestampsMs, values, stale]) column.copyWithin(from, to, this.length);
    this.length -= to - from;
    return this.take(-Infinity, Infinity);
  }

  private between(startMs: number, endMs: number): [from: number, to: number] {
    if (!this.sorted) this.sort();
    const { timestampsMs } = this.columns;
    const from = firstWhere(this.length, (i) => timestampsMs[i]! >= startMs);
    return [
      from,
      Math.max(
        from,
        firstWhere(this.length, (i) => timestampsMs[i]! > endMs),
      ),
    ];
  }

  /** By time; of two samples for one time the one added first stays. */
  private sort(): void {
    const { timestampsMs, values, stale } = this.columns;
    const order = Array.from({ length: this.length }, (_, i) => i);
    order.sort((a, b) => timestampsMs[a]! - timestampsMs[b]!);
    const held = { timestampsMs: timestampsMs.slice(), values: values.slice(), stale: stale.slice() };
    this.reset();
    for (const i of order) {
      if (this.length > 0 && held.timestampsMs[i] === timestampsMs[this.length - 1]) continue;
      this.add(held.timestampsMs[i]!, held.values[i]!, held.stale[i] === 1);
    }
  }

  private makeRoom(length: number): void {
    if (length <= this.columns.stale.length) return;
    const larger = sampleColumns(Math.max(length, this.columns.stale.length * 2));
    larger.timestampsMs.set(this.columns.timestampsMs);
    larger.values.set(this.columns.values);
    larger.stale.set(this.columns.stale);
    this.columns = larger;
  }
}

/** The first index below `length` at which a condition holds that holds from there on; `length` when it never does. */
function firstWhere(length: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
