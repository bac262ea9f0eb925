import type { Labels, MetricMetadata } from '../shared/index.ts';

/** Samples of many series, column-wise. The columns are only valid during the call: their memory is used again. */
export interface ScrapeBatch {
  refs: Uint32Array;
  /** Unix ms: one for all, or one each. */
  timestampsMs: number | Float64Array;
  values: Float64Array;
  /** 1 where the sample says that its series ended; null when none does. */
  stale: Uint8Array | null;
}

/** Where scraped samples go; the store is one. */
export interface Appender {
  /** The number of a series; 0 when there is no room for it. */
  seriesRef(labels: Labels): number;
  append(batch: ScrapeBatch): { appended: number; duplicates: number; outOfOrder: number; unknown: number };
  setMetadata(entries: Iterable<readonly [string, MetricMetadata]>): void;
}

/** Collects a batch in columns that grow and are used again. */
export class BatchBuilder {
  length = 0;
  private refs = new Uint32Array(256);
  private times = new Float64Array(256);
  private values = new Float64Array(256);
  private stale = new Uint8Array(256);
  private anyStale = false;
  private oneTime = true;

  reset(): void {
    this.length = 0;
    this.anyStale = false;
    this.oneTime = true;
  }

  add(ref: number, timestampMs: number, value: number, stale: boolean): void {
    const at = this.length;
    if (at === this.refs.length) this.grow();
    this.refs[at] = ref;
    this.times[at] = timestampMs;
    this.values[at] = value;
    this.stale[at] = stale ? 1 : 0;
    if (stale) this.anyStale = true;
    if (timestampMs !== this.times[0]) this.oneTime = false;
    this.length++;
  }

  setRef(at: number, ref: number): void {
    this.refs[at] = ref;
  }

  finish(): ScrapeBatch {
    const { length } = this;
    return {
      refs: this.refs.subarray(0, length),
      timestampsMs: this.oneTime && length > 0 ? this.times[0]! : this.times.subarray(0, length),
      values: this.values.subarray(0, length),
      stale: this.anyStale ? this.stale.subarray(0, length) : null,
    };
  }

  private grow(): void {
    const wider = this.refs.length * 2;
    this.refs = widen(this.refs, new Uint32Array(wider));
    this.times = widen(this.times, new Float64Array(wider));
    this.values = widen(this.values, new Float64Array(wider));
    this.stale = widen(this.stale, new Uint8Array(wider));
  }
}

function widen<T extends Uint8Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
