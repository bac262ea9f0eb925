import { BitWriter, peek } from './bit-stream.ts';
import { fromWords, highWord, lowWord } from './float-words.ts';

/**
 * The times of a chunk, in ms. As long as they are one step apart, as scrapes are, the step is all there is to store;
 * otherwise differences of differences (Pelkonen et al., "Gorilla", VLDB 2015, §4.1.1), the first difference counting
 * from 0: `0` none; `10`+7, `110`+12, `1110`+20 bits in two's complement; `1111`+64 bits, a float64.
 */
export class TimeColumn {
  firstMs = 0;
  lastMs = 0;
  count = 0;
  /** The last step. */
  stepMs = 0;
  /** The times as bits; null while they are regular. */
  spelt: BitWriter | null = null;

  append(timeMs: number): void {
    if (this.count === 0) this.firstMs = timeMs;
    else if (this.spelt !== null) this.write(this.spelt, timeMs);
    else if (this.count === 1) this.stepMs = timeMs - this.lastMs;
    else if (timeMs - this.lastMs !== this.stepMs) this.write(this.spellOut(), timeMs);
    this.lastMs = timeMs;
    this.count++;
  }

  private spellOut(): BitWriter {
    const bits = new BitWriter();
    writeChange(bits, this.stepMs);
    for (let i = 2; i < this.count; i++) bits.write(0, 1);
    return (this.spelt = bits);
  }

  private write(bits: BitWriter, timeMs: number): void {
    const step = timeMs - this.lastMs;
    writeChange(bits, step - this.stepMs);
    this.stepMs = step;
  }
}

function writeChange(bits: BitWriter, change: number): void {
  if (change === 0) bits.write(0, 1);
  else if (change >= -64 && change < 64) bits.write((0b10 << 7) | (change & 0x7f), 9);
  else if (change >= -2048 && change < 2048) bits.write((0b110 << 12) | (change & 0xfff), 15);
  else if (change >= -524_288 && change < 524_288) bits.write((0b1110 << 20) | (change & 0xfffff), 24);
  else {
    bits.write(0b1111, 4);
    bits.write(highWord(change), 32);
    bits.write(lowWord(), 32);
  }
}

/** Fills `out` from `from` up to `to` with irregular times written from bit `bit` on. */
export function decodeTimes(
  view: DataView,
  startBit: number,
  firstMs: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  let bit = startBit;
  let step = 0;
  let timeMs = firstMs;
  out[from] = timeMs;
  for (let i = from + 1; i < to; i++) {
    const word = peek(view, bit);
    if (word >= 0) bit += 1;
    else if (word >>> 30 === 0b10) {
      step += (word << 2) >> 25;
      bit += 9;
    } else if (word >>> 29 === 0b110) {
      step += (word << 3) >> 20;
      bit += 15;
    } else if (word >>> 28 === 0b1110) {
      step += (word << 4) >> 12;
      bit += 24;
    } else {
      const hi = peek(view, bit + 4);
      step += fromWords(hi, peek(view, bit + 36));
      bit += 68;
    }
    timeMs += step;
    out[i] = timeMs;
  }
}
