/**
 * The φ-quantile of values[0, n), which it sorts in place: NaN lowest, linear interpolation between the two neighbours of
 * rank φ·(n − 1). Outside [0, 1] it is −Inf or +Inf. n ≥ 1.
 */
export function quantileInPlace(quantile: number, values: Float64Array): number {
  if (Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const n = values.length;
  values.sort();
  // Typed arrays sort NaN to the end; a quantile counts it as the least.
  let nans = 0;
  while (nans < n && Number.isNaN(values[n - 1 - nans]!)) nans++;
  const at = (rank: number): number => (rank < nans ? NaN : values[rank - nans]!);
  const rank = quantile * (n - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(n - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return at(lower) * (1 - weight) + at(upper) * weight;
}
