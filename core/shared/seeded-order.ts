/**
 * The numbers 0 to count - 1 in an order that looks random and is the same for the same seed, on every machine
 * (Fisher-Yates over mulberry32). For draws and shuffles that must be repeatable; not for secrets or statistics.
 */
export function seededOrder(count: number, seed: number): Int32Array {
  let state = seed >>> 0;
  const below = (n: number): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mix = Math.imul(state ^ (state >>> 15), state | 1);
    mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
    return Math.floor((((mix ^ (mix >>> 14)) >>> 0) / 0x1_0000_0000) * n);
  };
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
