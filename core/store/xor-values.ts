import { BitWriter, peek } from './bit-stream.ts';
import { fromWords, STALE_HI, STALE_LO } from './float-words.ts';

/**
 * Any floats: each is XORed with the one before (Pelkonen et al., "Gorilla", VLDB 2015, §4.1.2). `0` equal; `10` its
 * meaningful bits in the window of the one before; `11`+5 bits of leading zeros+6 bits of length-1+the bits. The first
 * value stands as it is, 64 bits.
 */
export class XorValues {
  readonly bits = new BitWriter();
  private first = true;
  private hi = 0;
  private lo = 0;
  private leading = 32;
  private trailing = 32;

  append(hi: number, lo: number): void {
    if (this.first) {
      this.bits.write(hi, 32);
      this.bits.write(lo, 32);
      this.first = false;
    } else this.appendXor((hi ^ this.hi) >>> 0, (lo ^ this.lo) >>> 0);
    this.hi = hi;
    this.lo = lo;
  }

  private appendXor(hi: number, lo: number): void {
    if (hi === 0 && lo === 0) {
      this.bits.write(0, 1);
      return;
    }
    const leading = hi === 0 ? Math.min(31, 32 + Math.clz32(lo)) : Math.clz32(hi);
    const trailing = lo === 0 ? 32 + trailingZeros(hi) : trailingZeros(lo);
    const length = 64 - leading - trailing;
    const window = 64 - this.leading - this.trailing;
    // Staying in the old window costs its unused bits; a new one costs 11 bits to describe.
    if (window > 0 && this.leading <= leading && this.trailing <= trailing && window <= length + 11) {
      this.bits.write(0b10, 2);
      this.writeWindow(hi, lo, window, this.trailing);
      return;
    }
    this.leading = leading;
    this.trailing = trailing;
    this.bits.write((0b11 << 11) | (leading << 6) | (length - 1), 13);
    this.writeWindow(hi, lo, length, trailing);
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
    if (length > 32) this.bits.write(wordHi, length - 32);
    this.bits.write(wordLo, Math.min(length, 32));
  }
}

const trailingZeros = (word: number): number => 31 - Math.clz32(word & -word);

/** Fills `values` from `from` up to `to`, and sets `stale` to 1 where the value is a staleness marker. */
export function decodeXor(
  view: DataView,
  startBit: number,
  values: Float64Array,
  stale: Uint8Array,
  from: number,
  to: number,
): void {
  let hi = peek(view, startBit);
  let lo = peek(view, startBit + 32);
  let bit = startBit + 64;
  let value = fromWords(hi, lo);
  let length = 0;
  let trailing = 0;
  for (let i = from; ;) {
    values[i] = value;
    if (hi === STALE_HI && lo === STALE_LO) stale[i] = 1;
    if (++i >= to) return;
    const word = peek(view, bit);
    if (word >= 0) {
      bit += 1;
      continue;
    }
    if (word >>> 30 === 0b10) bit += 2;
    else {
      length = ((word >>> 19) & 63) + 1;
      trailing = 64 - ((word >>> 25) & 31) - length;
      bit += 13;
    }
    let upper = 0;
    if (length > 32) {
      upper = peek(view, bit) >>> (64 - length);
      bit += length - 32;
    }
    const lowerBits = length > 32 ? 32 : length;
    const lower = peek(view, bit) >>> (32 - lowerBits);
    bit += lowerBits;
    if (trailing >= 32) hi = hi ^ (lower << (trailing - 32));
    else if (trailing > 0) {
      hi = hi ^ (upper << trailing) ^ (lower >>> (32 - trailing));
      lo = lo ^ (lower << trailing);
    } else {
      hi = hi ^ upper;
      lo = lo ^ lower;
    }
    value = fromWords(hi, lo);
  }
}
