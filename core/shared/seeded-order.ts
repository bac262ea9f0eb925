/**
 * Numbers from 0 up to 1 that look random and are the same for the same seed, on every machine (mulberry32). For draws
 * and shuffles that must be repeatable; not for secrets or statistics.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mix = Math.imul(state ^ (state >>> 15), state | 1);
    mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
    return ((mix ^ (mix >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The numbers 0 to count - 1 in an order that is the same for the same seed (Fisher-Yates over `seededRandom`). */
export function seededOrder(count: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
