import { BitWriter, peek } from './bit-stream.ts';
import { fromWords, highWord, STALE_HI, STALE_LO } from './float-words.ts';

/** Values with more decimals than this are better off XORed. */
export const MAX_SCALE = 12;
/** Below this, sums and differences of a few mantissas are exact in a float64. */
const MAX_MANTISSA = 2 ** 50;
const powersOfTwo = Float64Array.from({ length: 64 }, (_, exponent) => 2 ** exponent);
const powersOfTen = Float64Array.from({ length: MAX_SCALE + 1 }, (_, scale) => 10 ** scale);

/** A quotient of 16 or more is written otherwise; 16 ones announce it. */
const ESCAPE = 16;
/** How much the newest sample moves the expectations. */
const WEIGHT = 1 / 8;

/**
 * Values that are short decimals: counters, bucket counts, bytes, rounded ratios. As mantissas at a common power of ten
 * they are integers, and lossless: an integer below 2^50 divided by a power of ten up to 10^12 is rounded just as the
 * decimal text was when it was read.
 *
 * A mantissa is expected to grow as it lately did; what it differs by is written with an adaptive Rice code (as in
 * JPEG-LS, ITU-T T.87 §A.5): the quotient by 2^k in unary, then k bits, where k follows the mean of the differences.
 * Sixteen ones escape: `0`+6 bits of length-1+the difference, or `1`+64 bits, the value itself, for what is no short
 * decimal (NaN, the infinities, -0, staleness).
 */
export class DecimalValues {
  readonly bits = new BitWriter();
  readonly scale: number;
  private readonly power: number;
  private mantissa = 0;
  private growth = 0;
  private mean = 0;
  private samples = 0;
  /** Samples that were no decimals of this scale. */
  escaped = 0;

  constructor(scale: number) {
    this.scale = scale;
    this.power = powersOfTen[scale]!;
  }

  append(hi: number, lo: number): void {
    const mantissa = mantissaOf(fromWords(hi, lo), this.power);
    if (Number.isNaN(mantissa)) {
      this.bits.write(0x1ffff, ESCAPE + 1);
      this.bits.write(hi, 32);
      this.bits.write(lo, 32);
      this.escaped++;
      return;
    }
    const expected = this.mantissa + Math.floor(this.growth + 0.5);
    const difference = mantissa - expected;
    const code = difference < 0 ? -2 * difference - 1 : 2 * difference;
    this.writeCode(code);
    if (this.samples > 0) {
      const weight = this.samples < 8 ? 1 / this.samples : WEIGHT;
      this.growth += (mantissa - this.mantissa - this.growth) * weight;
      this.mean += (code - this.mean) * weight;
    }
    this.samples++;
    this.mantissa = mantissa;
  }

  private writeCode(code: number): void {
    const k = exponentOf(this.mean);
    const quotient = Math.floor(code / powersOfTwo[k]!);
    if (quotient < ESCAPE) {
      // The ones, the zero that ends them, the rest.
      const ones = ((1 << quotient) - 1) << 1;
      if (quotient + k < 28) this.bits.write((ones << k) | (code & ((1 << k) - 1)), quotient + 1 + k);
      else {
        this.bits.write(ones, quotient + 1);
        this.writeWide(code - quotient * powersOfTwo[k]!, k);
      }
      return;
    }
    const length = exponentOf(code) + 1;
    this.bits.write(0xffff << 1, ESCAPE + 1);
    this.bits.write(length - 1, 6);
    this.writeWide(code, length);
  }

  private writeWide(value: number, n: number): void {
    if (n > 32) this.bits.write(Math.floor(value / 4_294_967_296), n - 32);
    this.bits.write(value >>> 0, Math.min(n, 32));
  }
}

/** The value as a multiple of 1/power, or NaN when it is not exactly one. */
function mantissaOf(value: number, power: number): number {
  const mantissa = Math.floor(value * power + 0.5);
  const exact = mantissa / power === value && Math.abs(mantissa) < MAX_MANTISSA && !Object.is(value, -0);
  return exact ? mantissa : NaN;
}

/** The least scale at which the value is a short decimal; -1 when there is none. */
export function scaleOf(value: number): number {
  for (let scale = 0; scale <= MAX_SCALE; scale++)
    if (!Number.isNaN(mantissaOf(value, powersOfTen[scale]!))) return scale;
  return -1;
}

/** floor(log2(value)), and 0 below 2. */
function exponentOf(value: number): number {
  if (value < 2_147_483_648) return value < 2 ? 0 : 31 - Math.clz32(value);
  return (highWord(value) >>> 20) - 1023;
}

/** Fills `values` from `from` up to `to`, and sets `stale` to 1 where the value is a staleness marker. */
export function decodeDecimal(
  view: DataView,
  startBit: number,
  scale: number,
  values: Float64Array,
  stale: Uint8Array,
  from: number,
  to: number,
): void {
  const power = powersOfTen[scale]!;
  let bit = startBit;
  let mantissa = 0;
  let growth = 0;
  let mean = 0;
  let samples = 0;
  for (let i = from; i < to; i++) {
    const word = peek(view, bit);
    const quotient = Math.clz32(~word);
    let code: number;
    let difference: number;
    const k = exponentOf(mean);
    if (quotient + k < 28 && quotient < ESCAPE) {
      // All in int32: what nearly every sample takes.
      code = (quotient << k) | (k === 0 ? 0 : (word << (quotient + 1)) >>> (32 - k));
      difference = (code >>> 1) ^ -(code & 1);
      bit += quotient + 1 + k;
    } else {
      if (quotient < ESCAPE) {
        code = quotient * powersOfTwo[k]! + takeWide(view, bit + quotient + 1, k);
        bit += quotient + 1 + k;
      } else if ((word & 0x8000) === 0) {
        const length = ((word >>> 9) & 63) + 1;
        code = takeWide(view, bit + ESCAPE + 7, length);
        bit += ESCAPE + 7 + length;
      } else {
        const hi = peek(view, bit + ESCAPE + 1);
        const lo = peek(view, bit + ESCAPE + 33);
        values[i] = fromWords(hi, lo);
        if (hi === STALE_HI && lo === STALE_LO) stale[i] = 1;
        bit += ESCAPE + 65;
        continue;
      }
      const half = Math.floor(code / 2);
      difference = code === half * 2 ? half : -half - 1;
    }
    const last = mantissa;
    mantissa += Math.floor(growth + 0.5) + difference;
    if (samples > 0) {
      const weight = samples < 8 ? 1 / samples : WEIGHT;
      growth += (mantissa - last - growth) * weight;
      mean += (code - mean) * weight;
    }
    samples++;
    values[i] = mantissa / power;
  }
}

function takeWide(view: DataView, bit: number, n: number): number {
  if (n === 0) return 0;
  if (n <= 32) return peek(view, bit) >>> (32 - n);
  return (peek(view, bit) >>> (64 - n)) * 4_294_967_296 + (peek(view, bit + n - 32) >>> 0);
}
