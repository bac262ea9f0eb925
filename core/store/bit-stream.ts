/** Bits appended one after the other, highest first, into bytes that grow. */
export class BitWriter {
  private bytes = new Uint8Array(48);
  private bit = 0;

  /** Appends the lowest n bits of `word`, 1 <= n <= 32. */
  write(word: number, n: number): void {
    let at = this.bit >>> 3;
    if (at + 6 > this.bytes.length) this.grow();
    const { bytes } = this;
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

  get byteLength(): number {
    return (this.bit + 7) >>> 3;
  }

  get capacity(): number {
    return this.bytes.length;
  }

  copyTo(out: Uint8Array, at: number): void {
    out.set(this.bytes.subarray(0, this.byteLength), at);
  }

  private grow(): void {
    const larger = new Uint8Array(Math.ceil(this.bytes.length * 1.5) + 16);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Bytes that may be read past the end of what they hold: decoders fetch a word and then look how much they need. */
export class PaddedBytes {
  private bytes = new Uint8Array(1024);
  view = new DataView(this.bytes.buffer);

  load(source: Uint8Array): void {
    if (this.bytes.length < source.length + 16) {
      this.bytes = new Uint8Array(source.length * 2 + 16);
      this.view = new DataView(this.bytes.buffer);
    }
    this.bytes.set(source);
    this.bytes.fill(0, source.length, source.length + 16);
  }
}

/** The 32 bits from bit number `bit` on, highest first, as an int32: take bits off it with >>> only. */
export function peek(view: DataView, bit: number): number {
  const at = bit >>> 3;
  const shift = bit & 7;
  return (view.getInt32(at) << shift) | (view.getUint8(at + 4) >>> (8 - shift));
}
