import { CONSTANT, FIRST_DECIMAL, XOR } from './chunk-format.ts';
import { decodeChunk, sampleColumns } from './chunk-reader.ts';
import { DecimalValues, scaleOf } from './decimal-values.ts';
import { highWord, lowWord, STALE_HI, STALE_LO } from './float-words.ts';
import { TimeColumn } from './time-column.ts';
import { XorValues } from './xor-values.ts';

/** Values that are no decimals are written out in full among decimals, as long as they are this few. */
const fewAmong = (count: number): number => 2 + count / 16;

/**
 * Packs the samples of one series, in time order, into a chunk (chunk-format.ts). Values are taken for constant until one
 * differs; then the way to write them is chosen, and chosen again when decimals turn out not to be.
 *
 * Works on 32-bit words: a float64 never passes through a JavaScript number on its way, so that the staleness marker, a
 * NaN with a payload, survives.
 */
export class ChunkWriter {
  private readonly times = new TimeColumn();
  /** Null while all values are the same. */
  private values: XorValues | DecimalValues | null = null;
  private firstHi = 0;
  private firstLo = 0;

  get count(): number {
    return this.times.count;
  }

  get firstMs(): number {
    return this.times.firstMs;
  }

  get lastMs(): number {
    return this.times.lastMs;
  }

  append(timeMs: number, value: number, stale: boolean): void {
    const hi = stale ? STALE_HI : highWord(value);
    const lo = stale ? STALE_LO : lowWord();
    if (this.count === 0) {
      this.firstHi = hi;
      this.firstLo = lo;
    } else if (this.values !== null) {
      this.values.append(hi, lo);
    } else if (hi !== this.firstHi || lo !== this.firstLo) {
      this.chooseWay(value, stale);
      this.values!.append(hi, lo);
    }
    this.times.append(timeMs);
    if (this.values instanceof DecimalValues && this.values.escaped > fewAmong(this.count))
      this.chooseWay(value, stale);
  }

  /** The chunk so far, a copy. */
  finish(): Uint8Array {
    const spelt = this.times.spelt;
    const head = [this.count & 0xff, this.count >>> 8, this.way];
    pushVarint(head, spelt === null ? this.times.stepMs + 1 : 0);
    if (spelt !== null) pushVarint(head, spelt.byteLength);
    const timesAt = head.length;
    const valuesAt = timesAt + (spelt?.byteLength ?? 0);
    const chunk = new Uint8Array(valuesAt + (this.values?.bits.byteLength ?? 8));
    chunk.set(head);
    spelt?.copyTo(chunk, timesAt);
    if (this.values !== null) this.values.bits.copyTo(chunk, valuesAt);
    else {
      const words = new DataView(chunk.buffer);
      words.setUint32(valuesAt, this.firstHi);
      words.setUint32(valuesAt + 4, this.firstLo);
    }
    return chunk;
  }

  private get way(): number {
    if (this.values === null) return CONSTANT;
    return this.values instanceof DecimalValues ? FIRST_DECIMAL + this.values.scale : XOR;
  }

  /** Chooses how to write, by the values so far and one more, and writes the values so far that way. */
  private chooseWay(value: number, stale: boolean): void {
    const { count } = this;
    const held = sampleColumns(count);
    decodeChunk(this.finish(), this.firstMs, held, 0);
    let scale = stale ? 0 : Math.max(0, scaleOf(value));
    let others = stale || scaleOf(value) < 0 ? 1 : 0;
    for (let i = 0; i < count; i++) {
      const own = held.stale[i] === 1 ? -1 : scaleOf(held.values[i]!);
      if (own < 0) others++;
      else if (own > scale) scale = own;
    }
    this.values = others > fewAmong(count + 1) ? new XorValues() : new DecimalValues(scale);
    for (let i = 0; i < count; i++) {
      if (held.stale[i] === 1) this.values.append(STALE_HI, STALE_LO);
      else this.values.append(highWord(held.values[i]!), lowWord());
    }
  }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
}
