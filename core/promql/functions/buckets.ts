/** The buckets of one classic histogram at one step: bounds ascending and distinct, counts cumulative; `size` are in use. */
export interface Buckets {
  bounds: Float64Array;
  counts: Float64Array;
  size: number;
}

/** Relative differences between neighbouring counts below this are rounding, not a fault of the data. */
const TOLERANCE = 1e-12;
const MIN_NORMAL = 2 ** -1022;

function almostEqual(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < MIN_NORMAL) return difference < TOLERANCE * MIN_NORMAL;
  return difference / Math.min(sum, Number.MAX_VALUE) < TOLERANCE;
}

/** Makes the counts non-decreasing in place; true when that took more than undoing rounding. */
export function makeMonotonic({ counts, size }: Buckets): boolean {
  let forced = false;
  let accepted = counts[0]!;
  for (let i = 1; i < size; i++) {
    const count = counts[i]!;
    if (count === accepted) continue;
    if (almostEqual(accepted, count)) counts[i] = accepted;
    else if (count < accepted) {
      counts[i] = accepted;
      forced = true;
    } else accepted = count;
  }
  return forced;
}

/** The first index in [0, n) for which `holds`, by bisection; n when none. With NaN about, bisection is the definition. */
function search(n: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The φ-quantile of a classic histogram, interpolating linearly within the bucket it falls into (Prometheus's
 * `bucketQuantile`; references, promql.md §12). `forced`: the counts had to be made monotonic.
 */
export function quantileOf(quantile: number, buckets: Buckets): { value: number; forced: boolean } {
  const { bounds, counts, size } = buckets;
  const plain = (value: number) => ({ value, forced: false });
  if (Number.isNaN(quantile)) return plain(NaN);
  if (quantile < 0) return plain(-Infinity);
  if (quantile > 1) return plain(Infinity);
  if (bounds[size - 1] !== Infinity) return plain(NaN);
  const forced = makeMonotonic(buckets);
  const total = counts[size - 1]!;
  if (size < 2 || total === 0) return { value: NaN, forced };
  const rank = quantile * total;
  const b = search(size - 1, (i) => counts[i]! >= rank);
  if (b === size - 1) return { value: bounds[size - 2]!, forced };
  if (b === 0 && bounds[0]! <= 0) return { value: bounds[0]!, forced };
  const lower = b > 0 ? bounds[b - 1]! : 0;
  const below = b > 0 ? counts[b - 1]! : 0;
  return { value: lower + (bounds[b]! - lower) * ((rank - below) / (counts[b]! - below)), forced };
}

/** The share of observations in (lower, upper], found linearly within buckets; nothing is interpolated in infinite ones. */
export function fractionBetween(lower: number, upper: number, buckets: Buckets): number {
  const { bounds, counts, size } = buckets;
  const total = counts[size - 1]!;
  if (bounds[size - 1] !== Infinity || total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  const rank = (bound: number): number => Math.min(total, rankOf(bound, buckets));
  return (rank(upper) - rank(lower)) / total;
}

/** How many observations lie at or below a bound. */
function rankOf(bound: number, { bounds, counts, size }: Buckets): number {
  let below = 0;
  for (let i = 0; i < size; i++) {
    const end = bounds[i]!;
    const start = i > 0 ? bounds[i - 1]! : end > 0 ? 0 : -Infinity;
    if (bound <= start) return below;
    if (bound < end) {
      if (end === Infinity) return below;
      if (start === -Infinity) return counts[i]!;
      return below + (counts[i]! - below) * ((bound - start) / (end - start));
    }
    below = counts[i]!;
  }
  return below;
}
