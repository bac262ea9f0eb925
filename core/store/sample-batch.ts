import { ByteReader, ByteWriter } from './byte-writer.ts';

/** Samples of many series, column-wise: what one scrape brings, or one record of the head's log. */
export interface SampleBatch {
  /** What `seriesRef` gave, shape [n]. */
  refs: Uint32Array;
  /** Unix ms: one for all, or one each, shape [n]. */
  timestampsMs: number | Float64Array;
  /** Shape [n]. */
  values: Float64Array;
  /** Shape [n], 1 where the sample is a staleness marker, whatever its value; null when none is. */
  stale: Uint8Array | null;
}

/** The batch without the samples at some places, given in ascending order. */
export function keepSamples(batch: SampleBatch, without: readonly number[]): SampleBatch {
  let next = 0;
  const kept = (_: number, i: number): boolean => {
    const out = without[next] === i;
    if (out) next++;
    return !out;
  };
  const column = <T extends Uint8Array | Uint32Array | Float64Array>(values: T): T => {
    next = 0;
    return values.filter(kept) as T;
  };
  return {
    refs: column(batch.refs),
    timestampsMs: typeof batch.timestampsMs === 'number' ? batch.timestampsMs : column(batch.timestampsMs),
    values: column(batch.values),
    stale: batch.stale && column(batch.stale),
  };
}

const FLOAT = 0;
const STALE = 1;
/** Integers up to this size travel as variable-length integers: most counters and bucket counts do. */
const SMALL = 2 ** 40;

/**
 * A record of the head's log. In order: count; whether each sample has its own time; the (first) time; the refs as
 * runs of consecutive ones (the series of a target are created together, so this is a few bytes); the times as
 * differences; the values, each an integer (>= 2, zigzag), or FLOAT and 8 bytes, or STALE.
 */
export function encodeBatch(batch: SampleBatch, out: ByteWriter): Uint8Array {
  const { refs, timestampsMs, values, stale } = batch;
  const n = refs.length;
  const oneTime = typeof timestampsMs === 'number';
  out.reset();
  out.varint(n);
  out.varint(oneTime ? 0 : 1);
  let time = oneTime ? timestampsMs : (timestampsMs[0] ?? 0);
  out.signed(time);
  for (let i = 0, expected = 0; i < n;) {
    const from = i++;
    while (i < n && refs[i] === refs[i - 1]! + 1) i++;
    out.signed(refs[from]! - expected);
    out.varint(i - from);
    expected = refs[i - 1]! + 1;
  }
  if (!oneTime) {
    for (let i = 0; i < n; i++) {
      out.signed(timestampsMs[i]! - time);
      time = timestampsMs[i]!;
    }
  }
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (stale !== null && stale[i] === 1) out.varint(STALE);
    else if (Number.isInteger(value) && Math.abs(value) < SMALL && !Object.is(value, -0)) {
      out.varint((value < 0 ? -2 * value - 1 : 2 * value) + 2);
    } else {
      out.varint(FLOAT);
      out.float(value);
    }
  }
  return out.finish();
}

export function decodeBatch(bytes: Uint8Array): SampleBatch {
  const from = new ByteReader(bytes);
  const n = from.varint();
  const oneTime = from.varint() === 0;
  const firstMs = from.signed();
  const refs = new Uint32Array(n);
  for (let i = 0, expected = 0; i < n;) {
    expected += from.signed();
    for (let run = from.varint(); run > 0; run--) refs[i++] = expected++;
  }
  let timestampsMs: number | Float64Array = firstMs;
  if (!oneTime) {
    timestampsMs = new Float64Array(n);
    for (let i = 0, time = firstMs; i < n; i++) timestampsMs[i] = time += from.signed();
  }
  const values = new Float64Array(n);
  let stale: Uint8Array | null = null;
  for (let i = 0; i < n; i++) {
    const tag = from.varint();
    if (tag >= 2) values[i] = tag % 2 === 1 ? -(tag - 1) / 2 : (tag - 2) / 2;
    else if (tag === FLOAT) values[i] = from.float();
    else {
      values[i] = NaN;
      (stale ??= new Uint8Array(n))[i] = 1;
    }
  }
  return { refs, timestampsMs, values, stale };
}
