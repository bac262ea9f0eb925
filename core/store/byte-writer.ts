import { fromWords, highWord, lowWord } from './float-words.ts';

/** A growing buffer written front to back. `reset` keeps the memory for the next use. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  private at = 0;

  reset(): void {
    this.at = 0;
  }

  /** LEB128 of a non-negative safe integer. */
  varint(value: number): void {
    if (this.bytes.length - this.at < 10) this.grow();
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 128) | 0x80;
      rest = rest < 0x7fffffff ? rest >>> 7 : Math.floor(rest / 128);
    }
    this.bytes[this.at++] = rest;
  }

  /** Zigzag LEB128 of an integer of at most 52 bits. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    this.word(highWord(value));
    this.word(lowWord());
  }

  private word(word: number): void {
    if (this.bytes.length - this.at < 10) this.grow();
    for (let shift = 24; shift >= 0; shift -= 8) this.bytes[this.at++] = word >>> shift;
  }

  /** What was written, a copy. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Reads what a `ByteWriter` wrote. Reading past the end throws: the bytes are then not what they claim to be. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw new Error('A record of the store ends too early: the file is damaged.');
    return this.bytes[this.at++]!;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  float(): number {
    const hi = this.word();
    return fromWords(hi, this.word());
  }

  private word(): number {
    let word = 0;
    for (let i = 0; i < 4; i++) word = (word << 8) | this.byte();
    return word >>> 0;
  }
}
