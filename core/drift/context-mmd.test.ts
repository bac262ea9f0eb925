import { describe, expect, it } from 'vitest';
import { testDrift } from './detectors.ts';
import {
  bandOf,
  float32Rows,
  goldenCases,
  standardErrorsApart,
  worstError,
  type GoldenCase,
} from './golden.testing.ts';

const run = ({ inputs, params }: GoldenCase, more: object) => {
  const { seeds: _, ...options } = params;
  const contexts = (rows: unknown) => (rows as number[][]).map((row) => row.map(Math.fround));
  const [c_ref, c] = [contexts(inputs['c_ref']), contexts(inputs['c'])];
  return testDrift('context-mmd', float32Rows(inputs['x_ref']), float32Rows(inputs['x']), {
    ...options,
    c_ref,
    c,
    ...more,
  });
};
const sum = (rows: number[][]) => rows.flat().reduce((total, value) => total + value, 0);

describe('context-aware MMD', () => {
  it.each(goldenCases('context', 'context_mmd_exact'))('judges the given draws as in case $id', (golden) => {
    const { expected } = golden;
    const { inds_held, cv_permutation_ref, cv_permutation_test, propensity_scores, reassignments } = expected;
    const initial = { inds_held, cv_permutation_ref, cv_permutation_test, propensity_scores, reassignments };
    const result = run(golden, { initial, return_coupling: true });
    expect(worstError(result.distance, expected.distance, 0.01)).toBeLessThanOrEqual(1e-3);
    expect(worstError(result.distance_threshold, expected.distance_threshold, 0.01)).toBeLessThanOrEqual(2e-3);
    expect(Math.fround(result.p_val)).toBe(Math.fround(expected.p_val));
    expect(result.is_drift).toBe(expected.is_drift);
    expect(worstError(sum(result.coupling_xx!), expected.coupling_xx_sum, 1)).toBeLessThan(1e-3);
    expect(worstError(sum(result.coupling_yy!), expected.coupling_yy_sum, 1)).toBeLessThan(1e-3);
    expect(worstError(sum(result.coupling_xy!), expected.coupling_xy_sum, 1)).toBeLessThan(1e-3);
  });

  it.each(goldenCases('context', 'context_mmd_exact'))('chooses the regularisers of case $id', (golden) => {
    const { expected } = golden;
    const { inds_held, cv_permutation_ref, cv_permutation_test, reassignments, lams } = expected;
    const initial = { inds_held, cv_permutation_ref, cv_permutation_test, reassignments };
    expect(run(golden, { initial }).distance).toBe(run(golden, { initial: { ...initial, lams } }).distance);
  });

  it.each(goldenCases('context', 'context_mmd_band'))(
    'has the distribution of case $id over 20 seeds',
    (golden) => {
      const results = Array.from({ length: 20 }, (_, seed) => run(golden, { seed }));
      const p = bandOf(results.map((result) => result.p_val));
      const distance = bandOf(results.map((result) => result.distance));
      expect(standardErrorsApart(p, golden.expected.p_val)).toBeLessThanOrEqual(4);
      expect(standardErrorsApart(distance, golden.expected.distance)).toBeLessThanOrEqual(4);
    },
    60_000,
  );

  it('refuses contexts that do not go with the rows', () => {
    const rows = float32Rows(Array.from({ length: 20 }, (_, i) => [i]));
    const c = Array.from({ length: 20 }, () => [1]);
    expect(() => testDrift('context-mmd', rows, rows, { c_ref: c.slice(1), c })).toThrow(/c_ref has 19 rows/);
    expect(() => testDrift('context-mmd', rows, rows, { c })).toThrow(/options\.c_ref/);
  });
});
