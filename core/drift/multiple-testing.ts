import type { FeatureWiseResult, Flag } from './results.ts';

export type Correction = 'bonferroni' | 'fdr';

/**
 * One verdict from a p-value for each feature. NaN p-values (samples too small to say) never count as drift.
 * - bonferroni: drift if any p < level / F.
 * - fdr (Benjamini and Hochberg, 1995): with the p-values sorted, drift if some p_(i) < level i / F. The threshold is that
 *   of the largest such i, and the whole list of them when there is none.
 */
export function correctedVerdict(
  pValues: readonly number[],
  level: number,
  correction: Correction,
): { is_drift: Flag; threshold: number | number[] } {
  const features = pValues.length;
  if (correction === 'bonferroni') {
    const threshold = level / features;
    return { is_drift: pValues.some((p) => p < threshold) ? 1 : 0, threshold };
  }
  const steps = pValues.map((_, i) => (level * (i + 1)) / features);
  const sorted = Float64Array.from(pValues).sort();
  const last = steps.findLastIndex((step, i) => sorted[i]! < step);
  return last < 0 ? { is_drift: 0, threshold: steps } : { is_drift: 1, threshold: steps[last]! };
}

/** The result of tests by feature: one verdict for the batch, or one for each feature without correction. */
export function featureWiseResult(
  tests: readonly { p_val: number; distance: number }[],
  options: { p_val: number; correction: Correction; drift_type: 'batch' | 'feature' },
): FeatureWiseResult {
  const p_val = tests.map((test) => test.p_val);
  const distance = tests.map((test) => test.distance);
  if (options.drift_type === 'feature')
    return { is_drift: p_val.map((p) => (p < options.p_val ? 1 : 0)), distance, p_val, threshold: options.p_val };
  const { is_drift, threshold } = correctedVerdict(p_val, options.p_val, options.correction);
  return { is_drift, distance, p_val, threshold };
}
