import { describe, expect, it, vi } from 'vitest';
import { testDrift } from './detectors.ts';
import { gaussianKernel, medianSigmaBetween, medianSigmaWithin, pairwiseDistances } from './gaussian-kernel.ts';
import { bandOf, standardErrorsApart, worstError, float32Rows, goldenCases } from './golden.testing.ts';
import { finish } from './job.ts';
import { createRowStore, putRows } from './row-store.ts';

// Distributions over many seeds take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('the Gaussian kernel', () => {
  it.each(goldenCases('mmd', 'rbf_kernel'))(
    'has the bandwidth and the values of case $id',
    ({ params, inputs, expected }) => {
      const x = float32Rows(inputs['x']);
      const y = inputs['y'] ? float32Rows(inputs['y']) : x;
      const store = createRowStore(x.rows + y.rows, x.cols, 'float64');
      putRows(store, x);
      putRows(store, y, x.rows);
      const distances = Array.from({ length: x.rows }, (_, i) => [...store.distances(i, x.rows)]);
      const within = finish(pairwiseDistances(store, x.rows));
      const sigmas = (params['sigma'] as number[] | null) ?? [
        inputs['y'] ? medianSigmaBetween(Float64Array.from(distances.flat())) : medianSigmaWithin(within, x.rows),
      ];
      const kernel = gaussianKernel(sigmas);
      const values = distances.map((row) => row.map(kernel));
      expect(worstError(sigmas, expected.sigma_f64, 1e-20)).toBeLessThanOrEqual(2e-6);
      expect(
        worstError(
          values.flat().reduce((sum, value) => sum + value, 0),
          expected.kernel_sum_f64,
          1,
        ),
      ).toBeLessThanOrEqual(3e-6);
      expect(worstError(values, expected.kernel_f64 ?? values, 0.01)).toBeLessThanOrEqual(3e-6);
    },
  );
});

describe('MMD of two samples', () => {
  it.each(goldenCases('mmd', 'mmd2'))("is the library's distance in case $id", ({ params, inputs, expected }) => {
    const options = { sigma: params['sigma'], n_permutations: 1 };
    const { distance } = testDrift('mmd', float32Rows(inputs['x_ref']), float32Rows(inputs['x']), options);
    expect(worstError(distance, expected.mmd2_f64, 0.01)).toBeLessThanOrEqual(3e-6);
  });

  it.each(goldenCases('mmd', 'mmd_drift_exact'))(
    'judges the given permutations as in case $id',
    ({ params, inputs, expected }) => {
      const options = { ...params, initial: { permutations: expected.permutations } };
      const result = testDrift('mmd', float32Rows(inputs['x_ref']), float32Rows(inputs['x']), options);
      expect(Object.keys(result)).toEqual(['is_drift', 'distance', 'p_val', 'threshold', 'distance_threshold']);
      expect(result.is_drift).toBe(expected.is_drift);
      expect(Math.fround(result.p_val)).toBe(expected.p_val);
      expect(result.threshold).toBe(expected.threshold);
      expect(worstError(result.distance, expected.distance_f64, 0.01)).toBeLessThanOrEqual(3e-6);
      expect(worstError(result.distance_threshold, expected.distance_threshold, 0.01)).toBeLessThanOrEqual(1e-4);
    },
  );

  it.each(goldenCases('mmd', 'mmd_drift_band'))(
    'has the distribution of case $id over 40 seeds',
    ({ params, inputs, expected }) => {
      const [reference, sample] = [float32Rows(inputs['x_ref']), float32Rows(inputs['x'])];
      const results = Array.from({ length: 40 }, (_, seed) =>
        testDrift('mmd', reference, sample, { n_permutations: params['n_permutations'], seed }),
      );
      expect(standardErrorsApart(bandOf(results.map((result) => result.p_val)), expected.p_val)).toBeLessThanOrEqual(4);
      expect(
        standardErrorsApart(bandOf(results.map((result) => result.distance_threshold)), expected.distance_threshold),
      ).toBeLessThanOrEqual(4);
    },
  );

  it('gives the same result for the same seed, and another for another', () => {
    const { inputs } = goldenCases('mmd', 'mmd_drift_band')[1]!;
    const run = (seed: number) => testDrift('mmd', float32Rows(inputs['x_ref']), float32Rows(inputs['x']), { seed });
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });

  it('counts a permutation that only reorders rows within the samples as a tie', () => {
    const rows = float32Rows([[1], [2], [3], [5], [8]]);
    const initial = {
      permutations: [
        [4, 3, 2, 1, 0, 9, 8, 7, 6, 5],
        [5, 6, 7, 8, 9, 0, 1, 2, 3, 4],
      ],
    };
    expect(testDrift('mmd', rows, rows, { initial }).p_val).toBe(1);
  });

  it.each([
    [{ p_val: 2 }, /options\.p_val/],
    [{ n_permutation: 5 }, /n_permutation/],
    [{ initial: { permutations: [[0, 0, 1, 2]] } }, /permutations\.0/],
    [{ sigma: -1 }, /options\.sigma/],
  ])('refuses the options %j by name', (options, message) => {
    const rows = float32Rows([[1], [2]]);
    expect(() => testDrift('mmd', rows, rows, options)).toThrow(message);
  });
});
