import { oneSidedP, twoSidedP } from './kolmogorov.ts';
import { sorted } from './sort.ts';

export type Alternative = 'two-sided' | 'greater' | 'less';

/** Largest differences of the two empirical distribution functions, after every distinct value. Inputs sorted. */
export function kolmogorovDistances(reference: Float64Array, sample: Float64Array): { above: number; below: number } {
  const [n1, n2] = [reference.length, sample.length];
  let [i, j, above, below] = [0, 0, 0, 0];
  while (i < n1 && j < n2) {
    const value = Math.min(reference[i]!, sample[j]!);
    while (i < n1 && reference[i] === value) i++;
    while (j < n2 && sample[j] === value) j++;
    const difference = i / n1 - j / n2;
    if (difference > above) above = difference;
    if (-difference > below) below = -difference;
  }
  return { above, below };
}

/** Two-sample Kolmogorov-Smirnov test of one feature; `greater` means the reference's distribution function is above. */
export function ksTest(reference: Float64Array, sample: Float64Array, alternative: Alternative) {
  const { above, below } = kolmogorovDistances(sorted(reference), sorted(sample));
  const distance = alternative === 'two-sided' ? Math.max(above, below) : alternative === 'greater' ? above : below;
  const p = alternative === 'two-sided' ? twoSidedP : oneSidedP;
  return { distance, p_val: p(distance, reference.length, sample.length) };
}
