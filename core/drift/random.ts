/**
 * A seeded random number generator whose whole state is four 32-bit words, so that a saved detector goes on where it
 * stopped. xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), seeded by
 * splitmix32. Not for secrets.
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  normal(): number;
  /** A uniformly random order of 0 .. n-1. */
  permutation(n: number): Int32Array;
  state(): RandomState;
}

export type RandomState = [number, number, number, number];

const rotateLeft = (word: number, by: number) => (word << by) | (word >>> (32 - by));

function seedWords(seed: number): RandomState {
  // Both halves of the double take part, so that 2^32 and 0 are different seeds.
  let mix = (seed ^ Math.imul(Math.floor(seed / 0x1_0000_0000), 0x85eb_ca6b)) | 0;
  const word = () => {
    mix = (mix + 0x9e37_79b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0_aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a_2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  return [word(), word(), word(), word()];
}

/** @param from a whole number, or the `state()` of another generator. */
export function createRandom(from: number | RandomState): Random {
  let [a, b, c, d] = typeof from === 'number' ? seedWords(from) : from;

  const word = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result >>> 0;
  };
  const uniform = () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
  const below = (n: number) => Math.floor(uniform() * n);

  return {
    uniform,
    below,
    // Box-Muller; the second deviate is thrown away so that four words stay the whole state.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: (n) => {
      const order = Int32Array.from({ length: n }, (_, i) => i);
      shuffleTail(order, n, below);
      return order;
    },
    state: () => [a, b, c, d],
  };
}

/**
 * Makes the last `count` entries of `order` a uniformly random ordered draw from all of it (Fisher-Yates from the end),
 * whatever order it is in. Bootstraps need only the tail, and so pay only for it.
 */
export function shuffleTail(order: Int32Array, count: number, below: (n: number) => number): void {
  const stop = Math.max(order.length - count, 1);
  for (let i = order.length - 1; i >= stop; i--) {
    const j = below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
}
