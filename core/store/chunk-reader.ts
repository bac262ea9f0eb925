import { PaddedBytes, peek } from './bit-stream.ts';
import { CONSTANT, FIRST_DECIMAL, HEADER_BYTES, XOR } from './chunk-format.ts';
import { decodeDecimal } from './decimal-values.ts';
import { fromWords, STALE_HI, STALE_LO } from './float-words.ts';
import { decodeTimes } from './time-column.ts';
import { decodeXor } from './xor-values.ts';

/** Columns that a chunk is decoded into; all of the same length. */
export interface SampleColumns {
  timestampsMs: Float64Array;
  values: Float64Array;
  stale: Uint8Array;
}

export const sampleColumns = (length: number): SampleColumns => ({
  timestampsMs: new Float64Array(length),
  values: new Float64Array(length),
  stale: new Uint8Array(length),
});

/** How many samples a chunk holds. */
export const chunkCount = (chunk: Uint8Array): number => chunk[0]! | (chunk[1]! << 8);

/** The chunk being decoded. Decoding never yields, so one is enough for all. */
const padded = new PaddedBytes();

/**
 * Decodes a chunk whose first sample is at `firstMs` into columns from index `from` on, and returns the index after the
 * last. `stale` is set to 1 where the sample is a staleness marker (its value reads NaN), else left alone.
 */
export function decodeChunk(chunk: Uint8Array, firstMs: number, out: SampleColumns, from: number): number {
  padded.load(chunk);
  const { view } = padded;
  const { timestampsMs, values, stale } = out;
  const to = from + chunkCount(chunk);
  let at = HEADER_BYTES;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };

  const stepMs = varint() - 1;
  if (stepMs >= 0) {
    for (let i = from, timeMs = firstMs; i < to; i++, timeMs += stepMs) timestampsMs[i] = timeMs;
  } else {
    const length = varint();
    decodeTimes(view, at * 8, firstMs, timestampsMs, from, to);
    at += length;
  }

  const way = chunk[2]!;
  if (way === XOR) decodeXor(view, at * 8, values, stale, from, to);
  else if (way >= FIRST_DECIMAL) decodeDecimal(view, at * 8, way - FIRST_DECIMAL, values, stale, from, to);
  else if (way === CONSTANT) {
    const hi = peek(view, at * 8);
    const lo = peek(view, at * 8 + 32);
    values.fill(fromWords(hi, lo), from, to);
    if (hi === STALE_HI && lo === STALE_LO) stale.fill(1, from, to);
  }
  return to;
}
