import { CHUNK_HEADER } from './chunk-writer.ts';
import { fromWords, STALE_HI, STALE_LO } from './float-words.ts';

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

// The bits being read, at module level so that the reading functions stay small enough to be inlined. Decoding never
// yields, so there is only one reader at a time. The bytes are a copy with zeros behind them: reading a word past the
// end must not leave the array.
let padded = new Uint8Array(4096);
let bit = 0;

/** n bits, 1 <= n <= 25, as an unsigned number. */
function take(n: number): number {
  const at = bit >>> 3;
  const word = (padded[at]! << 24) | (padded[at + 1]! << 16) | (padded[at + 2]! << 8) | padded[at + 3]!;
  const result = (word << (bit & 7)) >>> (32 - n);
  bit += n;
  return result;
}

/** n bits, 0 <= n <= 32, unsigned. */
const takeWord = (n: number): number => (n <= 16 ? (n === 0 ? 0 : take(n)) : (take(n - 16) * 65_536 + take(16)) >>> 0);

function takeSigned(n: number): number {
  const unsigned = take(n);
  return unsigned >= 1 << (n - 1) ? unsigned - (1 << n) : unsigned;
}

function takeTimeChange(): number {
  if (take(1) === 0) return 0;
  if (take(1) === 0) return takeSigned(7);
  if (take(1) === 0) return takeSigned(12);
  if (take(1) === 0) return takeSigned(20);
  const hi = takeWord(32);
  return fromWords(hi, takeWord(32));
}

/**
 * Decodes a chunk written by `ChunkWriter`, whose first sample is at `firstMs`, into columns from index `from` on, and
 * returns the index after the last. `stale` is 1 where the sample is a staleness marker (its value reads NaN), else
 * left alone.
 */
export function decodeChunk(chunk: Uint8Array, firstMs: number, out: SampleColumns, from: number): number {
  if (padded.length < chunk.length + 8) padded = new Uint8Array(chunk.length * 2);
  padded.set(chunk);
  padded.fill(0, chunk.length, chunk.length + 8);
  bit = CHUNK_HEADER * 8;

  const { timestampsMs, values, stale } = out;
  const end = from + chunkCount(chunk);
  let timeMs = firstMs;
  let delta = 0;
  let hi = takeWord(32);
  let lo = takeWord(32);
  let value = fromWords(hi, lo);
  let length = 0;
  let trailing = 0;
  for (let i = from; ;) {
    timestampsMs[i] = timeMs;
    values[i] = value;
    if (hi === STALE_HI && lo === STALE_LO) stale[i] = 1;
    if (++i >= end) return end;

    delta += takeTimeChange();
    timeMs += delta;
    if (take(1) === 0) continue;
    if (take(1) === 1) {
      const leading = take(5);
      length = take(6) + 1;
      trailing = 64 - leading - length;
    }
    const upper = length > 32 ? takeWord(length - 32) : 0;
    const lower = takeWord(length > 32 ? 32 : length);
    if (trailing >= 32) {
      hi = (hi ^ (lower << (trailing - 32))) >>> 0;
    } else if (trailing > 0) {
      hi = (hi ^ ((upper << trailing) | (lower >>> (32 - trailing)))) >>> 0;
      lo = (lo ^ (lower << trailing)) >>> 0;
    } else {
      hi = (hi ^ upper) >>> 0;
      lo = (lo ^ lower) >>> 0;
    }
    value = fromWords(hi, lo);
  }
}
