/** What a detector says of one row of a stream: numbers, or lists where it looks at several numbers one by one. */
export interface StreamVerdict {
  /** By window, then feature; null until the window is full. */
  test_stat: number | readonly (readonly (number | null)[])[];
  /** One for all, or one for each feature. */
  threshold: number | readonly (number | null)[];
}

/** One statistic with its threshold, and which of the numbers watched one by one it is of (0 where there is one). */
export interface Peak {
  statistic: number;
  threshold: number;
  index: number;
}

/**
 * What a result says in two numbers: of several statistics the one furthest over its threshold, or nearest to it. null
 * while no window is full.
 */
export function peakOf({ test_stat, threshold }: StreamVerdict): Peak | null {
  if (typeof test_stat === 'number') return { statistic: test_stat, threshold: threshold as number, index: 0 };
  const limits = threshold as readonly (number | null)[];
  let peak: Peak | null = null;
  for (const window of test_stat)
    window.forEach((statistic, index) => {
      const limit = limits.length === 1 ? limits[0] : limits[index];
      if (statistic === null || limit == null) return;
      if (peak === null || statistic - limit > peak.statistic - peak.threshold)
        peak = { statistic, threshold: limit, index };
    });
  return peak;
}
