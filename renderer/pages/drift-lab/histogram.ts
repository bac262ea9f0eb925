/** How two sets of values are spread over the same bins, as shares of each set. */
export interface PairedHistogram {
  edges: number[];
  reference: number[];
  sample: number[];
}

/** Equal bins from the smallest to the largest value of both; a constant gets one bin. */
export function pairedHistogram(reference: readonly number[], sample: readonly number[], bins = 20): PairedHistogram {
  let [low, high] = [Infinity, -Infinity];
  for (const value of [...reference, ...sample]) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const count = high > low ? bins : 1;
  const width = high > low ? (high - low) / count : 1;
  const sharesOf = (values: readonly number[]) => {
    const shares = Array.from({ length: count }, () => 0);
    for (const value of values) shares[Math.min(count - 1, Math.floor((value - low) / width))]! += 1 / values.length;
    return shares;
  };
  const edges = Array.from({ length: count + 1 }, (_, i) => low + i * width);
  return { edges, reference: sharesOf(reference), sample: sharesOf(sample) };
}
