import { atLeast, binomial } from './discrete-laws.ts';
import { exactOneSidedP, roundHalfToEven } from './kolmogorov.ts';
import { kolmogorovDistances } from './ks.ts';

/**
 * Can a classifier tell the sample from the reference, judged on rows it did not see? From its chances of "sample":
 * - one-sided Kolmogorov-Smirnov, exact: are those of the sample larger?
 * - binarised: does it name more rows rightly than naming the larger side always would?
 */
export function classifierTest(labels: ArrayLike<number>, chances: ArrayLike<number>, binarize: boolean) {
  const of = (label: number) => Float64Array.from(chances).filter((_, i) => labels[i] === label);
  const [reference, sample] = [of(0), of(1)];
  const [n1, n2] = [reference.length, sample.length];
  if (!binarize) {
    const { above } = kolmogorovDistances(reference.sort(), sample.sort());
    return { distance: above, p_val: exactOneSidedP(above, n1, n2) };
  }
  const n = n1 + n2;
  const base = Math.max(n1, n2) / n;
  const right = Array.from(labels).filter((label, i) => roundHalfToEven(chances[i]!) === label).length;
  const p_val = atLeast(binomial(n, base), right);
  return { distance: Math.max(0, 1 - (1 - right / n) / (1 - base)), p_val };
}
