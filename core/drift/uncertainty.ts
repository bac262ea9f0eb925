import { badInput } from './bad-input.ts';
import { chiSquaredTest } from './chi-squared.ts';
import type { Job } from './job.ts';
import { ksTest } from './ks.ts';
import type { ClassifierUncertaintyOptions, RegressorUncertaintyOptions } from './learned-options.ts';
import { rowOf, type Matrix, type Row } from './matrix.ts';
import { featureWiseResult } from './multiple-testing.ts';
import type { FeatureWiseResult } from './results.ts';

const oneFeature = { correction: 'bonferroni', drift_type: 'batch' } as const;

/**
 * Is the classifier less, or more, sure of itself? Reference and sample hold its outputs, a column for each class. The
 * reference should be of data it was not trained on.
 */
// oxlint-disable-next-line require-yield -- a detector like the others, too quick to have pieces.
export function* testClassifierUncertainty(
  reference: Matrix,
  sample: Matrix,
  options: ClassifierUncertaintyOptions,
): Job<FeatureWiseResult> {
  if (reference.cols < 2) throw badInput('A classifier has at least 2 classes; the reference has a single column.');
  const uncertainty = options.uncertainty_type === 'entropy' ? entropy : narrowMargin(options.margin_width);
  const [before, now] = [
    uncertaintiesOf(probabilities(reference, options.preds_type, 'reference'), uncertainty),
    uncertaintiesOf(probabilities(sample, options.preds_type, 'sample'), uncertainty),
  ];
  const test =
    options.uncertainty_type === 'entropy' ? ksTest(before, now, 'two-sided') : chiSquaredTest(before, now, []);
  return featureWiseResult([test], { p_val: options.p_val, ...oneFeature });
}

/** Do the members of an ensemble, or the passes of Monte-Carlo dropout, agree less? A column for each of them. */
// oxlint-disable-next-line require-yield -- a detector like the others, too quick to have pieces.
export function* testRegressorUncertainty(
  reference: Matrix,
  sample: Matrix,
  options: RegressorUncertaintyOptions,
): Job<FeatureWiseResult> {
  if (reference.cols < 2) throw badInput('Disagreement needs at least 2 predictions of each row; there is 1 column.');
  const spread = (matrix: Matrix) => uncertaintiesOf(matrix, standardDeviation);
  const test = ksTest(spread(reference), spread(sample), 'two-sided');
  return featureWiseResult([test], { p_val: options.p_val, ...oneFeature });
}

export const uncertaintiesOf = (matrix: Matrix, uncertainty: (row: Row) => number): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, i) => uncertainty(rowOf(matrix, i)));

/** In nats; a class that is impossible adds nothing. */
export function entropy(probabilities: Row): number {
  const total = Array.from(probabilities).reduce((sum, p) => sum + p, 0);
  return Array.from(probabilities).reduce((sum, p) => (p > 0 ? sum - (p / total) * Math.log(p / total) : sum), 0);
}

/** 1 where the two likeliest classes are closer than `width`. */
export const narrowMargin =
  (width: number) =>
  (probabilities: Row): number => {
    const [first, second] = Array.from(probabilities).sort((a, b) => b - a);
    return first! - second! < width ? 1 : 0;
  };

/** With denominator n. */
export function standardDeviation(values: Row): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
}

export function probabilities(outputs: Matrix, type: 'probs' | 'logits', name: string): Matrix {
  const data = Float64Array.from(outputs.data);
  for (let i = 0; i < outputs.rows; i++) {
    const row = data.subarray(i * outputs.cols, (i + 1) * outputs.cols);
    if (type === 'logits') softmaxInPlace(row);
    const sum = row.reduce((total, p) => total + p, 0);
    if (row.some((p) => p < 0) || Math.abs(sum - 1) > 1e-5)
      throw badInput(
        `Row ${i} of the ${name} is no set of probabilities: it sums to ${sum}. Set preds_type to logits?`,
      );
  }
  return { ...outputs, data };
}

function softmaxInPlace(row: Float64Array): void {
  const largest = Math.max(...row);
  for (let i = 0; i < row.length; i++) row[i] = Math.exp(row[i]! - largest);
  const sum = row.reduce((total, value) => total + value, 0);
  for (let i = 0; i < row.length; i++) row[i] = row[i]! / sum;
}
