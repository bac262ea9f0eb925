import { badInput } from './bad-input.ts';
import { atLeast, atMost, hypergeometric } from './discrete-laws.ts';
import type { Alternative } from './ks.ts';
import type { Matrix, Row } from './matrix.ts';

/** Probabilities this close are those of tables as likely as each other. */
const TIE = 1e-7;

/**
 * Fisher's exact test of two samples of 0 and 1. `greater`: ones became more frequent. The distance is the odds ratio of
 * the sample to the reference: Infinity where that divides by zero, NaN (and p 1) where there are no ones, or no zeros.
 */
export function fisherTest(reference: Float64Array, sample: Float64Array, alternative: Alternative) {
  const [n, m] = [reference.length, sample.length];
  const [b, a] = [onesOf(reference), onesOf(sample)];
  if (a + b === 0 || a + b === n + m) return { distance: NaN, p_val: 1 };
  const law = hypergeometric(n + m, a + b, m);
  const distance = (a * (n - b)) / ((m - a) * b);
  if (alternative === 'greater') return { distance, p_val: atLeast(law, a) };
  if (alternative === 'less') return { distance, p_val: atMost(law, a) };
  const observed = law.probabilities[a - law.low]!;
  const p_val = law.probabilities.reduce((sum, p) => (p <= observed * (1 + TIE) ? sum + p : sum), 0);
  return { distance, p_val: Math.min(1, p_val) };
}

const onesOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Throws `bad_request`, naming the row, unless every value is 0 or 1. */
export function checkBinary({ rows, cols, data }: Matrix, name: string): void {
  for (let i = 0; i < rows; i++) checkBinaryRow(data.subarray(i * cols, (i + 1) * cols), i, name);
}

export function checkBinaryRow(row: Row, index: number, name = 'stream'): void {
  const wrong = Array.from(row).find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined)
    throw badInput(`Row ${index} of the ${name} holds ${wrong}: Fisher's test takes only 0 and 1.`);
}
