import { readFileSync } from 'node:fs';
import { matrixFromRows, type Matrix } from './matrix.ts';

/** What the library gave. A case holds the fields of its kind; `_f64` is the library run on float64. */
interface Expected {
  sigma: number[];
  sigma_f64: number[];
  kernel_f64: number[][] | undefined;
  kernel_sum_f64: number;
  mmd2_f64: number;
  is_drift: 0 | 1;
  error: string | undefined;
  /** Feature-wise verdicts by correction, and by feature. */
  bonferroni: { is_drift: 0 | 1; threshold: number };
  fdr: { is_drift: 0 | 1; threshold: number | number[] };
  feature: { is_drift: (0 | 1)[]; threshold: number };
  p_val_f64: number[];
  value: number;
  x_ref: number[][];
  is_drift_f64: (0 | 1)[];
  distance: number & Band;
  lsdd_f64: number;
  kernel_center_inds: number[];
  non_center_inds: number[];
  kernel_centers: number[][];
  lambda: number;
  test_folds: number[][];
  probs_ref: number[];
  probs_test: number[];
  j_f64: number;
  kernel: number[][];
  logits: number[][];
  mean_signed_diff: number[];
  uncertainty: number[];
  inds_held: number[];
  cv_permutation_ref: number[];
  cv_permutation_test: number[];
  propensity_scores: number[];
  reassignments: string[];
  lams: [number, number];
  coupling_xx_sum: number;
  coupling_yy_sum: number;
  coupling_xy_sum: number;
  distance_f64: number | number[];
  distance_threshold: number & Band;
  p_val: number & Band;
  threshold: number;
  permutations: number[][];
  thresholds: number[];
  permit_probs: (number | null)[][];
  test_stat: (number | null)[][][];
  thresholds_f64: number[];
  test_stat_f64: number[];
  time: number[];
  ref_inds: number[];
  init_test_inds: number[];
  run_length: Band;
  /** Over seeds, one for each step. */
  mean: number[];
  sd: number[];
  seeds: number;
}

/** Results of the reference library on small inputs; what each kind of case holds is said by the test that reads it. */
export interface GoldenCase {
  id: string;
  kind: string;
  params: Record<string, unknown>;
  inputs: Record<string, unknown>;
  expected: Expected;
}

type Family = 'mmd' | 'feature-wise' | 'lsdd' | 'context' | 'learned';

export function goldenCases(family: Family, ...kinds: string[]): GoldenCase[] {
  const text = readFileSync(new URL(`./testdata/${family}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: GoldenCase[] }).cases.filter((golden) => kinds.includes(golden.kind));
}

/** Rows as the library saw them: rounded to float32, held as float64. */
export const float32Rows = (rows: unknown): Matrix => {
  const matrix = matrixFromRows(rows, 'golden rows');
  return { ...matrix, data: matrix.data.map(Math.fround) };
};

export const float64Rows = (rows: unknown): Matrix => matrixFromRows(rows, 'golden rows');

const deepNumbers = (value: unknown): number[] =>
  [value].flat(Infinity).map((item) => (item === null ? NaN : item === 'Infinity' ? Infinity : Number(item)));

/**
 * The largest error of any number, relative to the larger of what is wanted and `scale`; null is NaN. Infinite if there
 * are more numbers, or fewer.
 */
export function worstError(got: unknown, want: unknown, scale: number): number {
  const [gotten, wanted] = [deepNumbers(got), deepNumbers(want)];
  if (gotten.length !== wanted.length) return Infinity;
  const errors = wanted.map((value, i) => {
    if (Object.is(gotten[i], value)) return 0;
    const error = Math.abs(gotten[i]! - value) / Math.max(Math.abs(value), scale);
    return Number.isNaN(error) ? Infinity : error;
  });
  return Math.max(0, ...errors);
}

export interface Band {
  mean: number;
  sd: number;
  n: number;
}

export function bandOf(values: readonly number[]): Band {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return { mean, sd, n: values.length };
}

/**
 * Welch's z between two means: how many standard errors they are apart. Tests ask for at most 4, which two correct
 * programs exceed about once in 16,000 comparisons (normal means; with 20 seeds a side, Student's t makes that about
 * once in 3,500). Seeds are fixed, so a test that passes goes on passing.
 */
export function standardErrorsApart(ours: Band, theirs: Band): number {
  const difference = Math.abs(ours.mean - theirs.mean);
  return difference < 1e-9 ? 0 : difference / Math.sqrt(ours.sd ** 2 / ours.n + theirs.sd ** 2 / theirs.n);
}
