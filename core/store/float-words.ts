const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Where the sign and exponent live in a pair of words: 1 on little-endian machines, which is all we run on. */
const HI = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const LO = 1 - HI;

/** Prometheus's staleness marker, 0x7ff0000000000002: stored as this pattern, told from NaN only word by word. */
export const STALE_HI = 0x7ff00000;
export const STALE_LO = 2;

/** The upper 32 bits of a float64, unsigned; `lowWord` then gives the rest of the same number. */
export function highWord(value: number): number {
  float[0] = value;
  return words[HI]!;
}

/** The lower 32 bits of the number last given to `highWord`. */
export const lowWord = (): number => words[LO]!;

export function fromWords(hi: number, lo: number): number {
  words[HI] = hi;
  words[LO] = lo;
  return float[0]!;
}
