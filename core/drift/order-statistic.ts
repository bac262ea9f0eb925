/** The element that sorting `values` ascending would put at `rank` (from 0); reorders `values`. Hoare's quickselect. */
export function selectInPlace(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}

const middleOfThree = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

export type QuantileType = 6 | 7 | 8;

/**
 * Quantile of a sample (Hyndman and Fan, "Sample quantiles in statistical packages", 1996, types 6 to 8).
 * Without interpolation it is the order statistic at or below the rank. NaN where the sample is too small to hold such
 * a quantile: unless 1/N <= p <= (N-1)/N.
 */
export function quantile(sample: Float64Array, p: number, type: QuantileType = 7, interpolate = true): number {
  const n = sample.length;
  if (!(p >= 1 / n && p <= (n - 1) / n)) return NaN;
  const sorted = sample.toSorted();
  const rank = type === 6 ? (n + 1) * p : type === 7 ? (n - 1) * p + 1 : (n + 1 / 3) * p + 1 / 3;
  const below = Math.floor(rank);
  const value = sorted[below - 1]!;
  if (!interpolate || rank === below) return value;
  return value + (rank - below) * (sorted[below]! - value);
}
