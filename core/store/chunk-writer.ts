import { highWord, lowWord, STALE_HI, STALE_LO } from './float-words.ts';

/** Bytes before the bits: the number of samples, 16 bits little-endian. */
export const CHUNK_HEADER = 2;
export const MAX_CHUNK_SAMPLES = 65_535;

/**
 * Packs the samples of one series, in time order, into a chunk (Pelkonen et al., "Gorilla", VLDB 2015, §4.1).
 *
 * Times: difference of differences, in ms. `0` same step; `10`+7, `110`+12, `1110`+20 bits in two's complement;
 * `1111`+64 bits, the difference as a float64. The first time is not in the chunk but beside it; the "difference" of
 * the first pair counts from 0.
 * Values: XOR with the one before. `0` equal; `10` its meaningful bits in the window of the one before; `11`+5 bits of
 * leading zeros+6 bits of length-1+the bits. The first value stands as it is, 64 bits.
 *
 * Works on 32-bit words: a float64 never passes through a JavaScript number on its way, so that the staleness marker, a
 * NaN with a payload, survives.
 */
export class ChunkWriter {
  firstMs = 0;
  lastMs = 0;
  count = 0;
  private lastDelta = 0;
  private hi = 0;
  private lo = 0;
  private leading = 32;
  private trailing = 0;
  private bytes = new Uint8Array(64);
  private bit = CHUNK_HEADER * 8;

  append(timeMs: number, value: number, stale: boolean): void {
    const hi = stale ? STALE_HI : highWord(value);
    const lo = stale ? STALE_LO : lowWord();
    // The longest sample: 4 + 64 bits of time, 2 + 5 + 6 + 64 bits of value.
    if (this.bytes.length * 8 - this.bit < 160) this.grow();
    if (this.count === 0) {
      this.firstMs = timeMs;
      this.write(hi, 32);
      this.write(lo, 32);
    } else {
      this.writeTime(timeMs);
      this.writeValue(hi, lo);
    }
    this.lastMs = timeMs;
    this.hi = hi;
    this.lo = lo;
    this.count++;
  }

  /** The chunk so far, a copy. */
  finish(): Uint8Array {
    const out = this.bytes.slice(0, (this.bit + 7) >>> 3);
    out[0] = this.count & 0xff;
    out[1] = this.count >>> 8;
    return out;
  }

  /** Bytes held in memory. */
  get capacity(): number {
    return this.bytes.length;
  }

  private writeTime(timeMs: number): void {
    const delta = timeMs - this.lastMs;
    const change = delta - this.lastDelta;
    this.lastDelta = delta;
    if (change === 0) this.write(0, 1);
    else if (change >= -64 && change < 64) this.write((0b10 << 7) | (change & 0x7f), 9);
    else if (change >= -2048 && change < 2048) this.write((0b110 << 12) | (change & 0xfff), 15);
    else if (change >= -524_288 && change < 524_288) this.write((0b1110 << 20) | (change & 0xfffff), 24);
    else {
      this.write(0b1111, 4);
      this.write(highWord(change), 32);
      this.write(lowWord(), 32);
    }
  }

  private writeValue(hi: number, lo: number): void {
    const xorHi = (hi ^ this.hi) >>> 0;
    const xorLo = (lo ^ this.lo) >>> 0;
    if (xorHi === 0 && xorLo === 0) {
      this.write(0, 1);
      return;
    }
    const leading = xorHi === 0 ? Math.min(31, 32 + Math.clz32(xorLo)) : Math.clz32(xorHi);
    const trailing = xorLo === 0 ? 32 + trailingZeros(xorHi) : trailingZeros(xorLo);
    const length = 64 - leading - trailing;
    const window = 64 - this.leading - this.trailing;
    // Staying in the old window costs its unused bits; a new one costs 11 bits to describe.
    if (this.leading <= leading && this.trailing <= trailing && window <= length + 11) {
      this.write(0b10, 2);
      this.writeWindow(xorHi, xorLo, window, this.trailing);
      return;
    }
    this.leading = leading;
    this.trailing = trailing;
    this.write((0b11 << 11) | (leading << 6) | (length - 1), 13);
    this.writeWindow(xorHi, xorLo, length, trailing);
  }

  /** Writes the `length` bits of a 64-bit word that stand above its lowest `trailing` ones. */
  private writeWindow(hi: number, lo: number, length: number, trailing: number): void {
    let wordLo = lo;
    let wordHi = hi;
    if (trailing >= 32) {
      wordLo = hi >>> (trailing - 32);
      wordHi = 0;
    } else if (trailing > 0) {
      wordLo = ((lo >>> trailing) | (hi << (32 - trailing))) >>> 0;
      wordHi = hi >>> trailing;
    }
    if (length > 32) this.write(wordHi, length - 32);
    this.write(wordLo, Math.min(length, 32));
  }

  /** Appends the lowest n bits of `word`, 1 <= n <= 32, highest first. */
  private write(word: number, n: number): void {
    const bytes = this.bytes;
    let at = this.bit >>> 3;
    let left = n;
    const free = 8 - (this.bit & 7);
    this.bit += n;
    if (left < free) {
      bytes[at]! |= (word & ((1 << left) - 1)) << (free - left);
      return;
    }
    left -= free;
    bytes[at++]! |= (word >>> left) & ((1 << free) - 1);
    while (left >= 8) {
      left -= 8;
      bytes[at++] = word >>> left;
    }
    if (left > 0) bytes[at] = word << (8 - left);
  }

  private grow(): void {
    const larger = new Uint8Array(Math.ceil(this.bytes.length * 1.5) + 32);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

const trailingZeros = (word: number): number => 31 - Math.clz32(word & -word);
