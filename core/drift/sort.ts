/** Below this the set-up costs more than it saves. */
const FEWEST = 64;
/** Moves for each value before the last pass gives up: values that lie in heaps are the engine's to sort. */
const MOST_MOVES = 8;

/** Used again by every call: a thread sorts one column at a time. */
let starts = new Uint32Array(0);
let buckets = new Uint32Array(0);

/**
 * A sorted copy of finite numbers. Spreads them over as many equal bins as there are values, and puts right what is out of
 * place within a bin: about one step for each value where they are spread at all evenly, and equal ones cost nothing.
 * Feature-wise tests spend most of their time here.
 */
export function sorted(values: Float64Array): Float64Array {
  const n = values.length;
  if (n < FEWEST) return values.toSorted();
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const perUnit = (n - 1) / (most - least);
  // A constant, or a range that no double can hold.
  if (!Number.isFinite(perUnit) || perUnit === 0) return values.toSorted();
  if (buckets.length < n) {
    buckets = new Uint32Array(n);
    starts = new Uint32Array(n + 1);
  }
  starts.fill(0, 0, n + 1);
  for (let i = 0; i < n; i++) {
    const bucket = Math.min(n - 1, ((values[i]! - least) * perUnit) >>> 0);
    buckets[i] = bucket;
    starts[bucket + 1]!++;
  }
  for (let bucket = 1; bucket < n; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) result[starts[buckets[i]!]!++] = values[i]!;

  let moves = MOST_MOVES * n;
  for (let i = 1; i < n; i++) {
    const value = result[i]!;
    let at = i;
    for (; at > 0 && result[at - 1]! > value; at--) result[at] = result[at - 1]!;
    result[at] = value;
    moves -= i - at;
    if (moves < 0) return result.sort();
  }
  return result;
}
