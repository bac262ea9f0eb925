import { describe, expect, it, vi } from 'vitest';
import { createOnlineDetector, loadOnlineDetector, testDrift } from './detectors.ts';
import { bandOf, float32Rows, goldenCases, standardErrorsApart, worstError } from './golden.testing.ts';
import { rowOf, type Matrix } from './matrix.ts';
import { identity, multiply, ridgeInverse } from './positive-definite.ts';
import { createRandom } from './random.ts';

// Distributions over many seeds take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const rowsOf = (matrix: Matrix) => Array.from({ length: matrix.rows }, (_, i) => rowOf(matrix, i));

it('inverts symmetric positive definite matrices', () => {
  const random = createRandom(2);
  const root = Float64Array.from({ length: 144 }, () => random.normal());
  const transposed = root.map((_, i) => root[(i % 12) * 12 + Math.floor(i / 12)]!);
  const matrix = multiply(root, transposed, 12, 12, 12);
  const shifted = matrix.map((value, i) => value + 0.5 * identity(12)[i]!);
  const product = multiply(shifted, ridgeInverse(matrix, 12, 0.5), 12, 12, 12);
  expect(worstError([...product], [...identity(12)], 1)).toBeLessThan(1e-11);
});

describe('LSDD of two samples', () => {
  it.each(goldenCases('lsdd', 'lsdd_drift_exact'))(
    'judges the given centres and permutations as in case $id',
    ({ params, inputs, expected }) => {
      const { kernel_center_inds, non_center_inds, permutations } = expected;
      const options = { ...params, initial: { kernel_center_inds, non_center_inds, permutations } };
      const result = testDrift('lsdd', float32Rows(inputs['x_ref']), float32Rows(inputs['x']), options);
      expect(worstError(result.distance, expected.lsdd_f64, 0.001)).toBeLessThanOrEqual(1e-6);
      expect(worstError(result.distance_threshold, expected.distance_threshold, 0.001)).toBeLessThanOrEqual(1e-4);
      expect(Math.fround(result.p_val)).toBe(Math.fround(expected.p_val));
      expect(result.is_drift).toBe(expected.is_drift);
    },
  );

  it.each(goldenCases('lsdd', 'lsdd_drift_band'))(
    'has the distribution of case $id over 40 draws of centres',
    ({ inputs, expected }) => {
      const [reference, sample] = [float32Rows(inputs['x_ref']), float32Rows(inputs['x'])];
      const results = Array.from({ length: 40 }, (_, seed) => testDrift('lsdd', reference, sample, { seed }));
      const band = (pick: (result: (typeof results)[0]) => number) => bandOf(results.map(pick));
      expect(
        standardErrorsApart(
          band((result) => result.p_val),
          expected.p_val,
        ),
      ).toBeLessThanOrEqual(4);
      expect(
        standardErrorsApart(
          band((result) => result.distance_threshold),
          expected.distance_threshold,
        ),
      ).toBeLessThanOrEqual(4);
      expect(
        standardErrorsApart(
          band((result) => result.distance),
          expected.distance,
        ),
      ).toBeLessThanOrEqual(4);
    },
  );

  it('stays finite where a feature of the reference never changes', () => {
    const constant = float32Rows(Array.from({ length: 40 }, (_, i) => [i % 7, 3]));
    const moved = float32Rows(Array.from({ length: 20 }, (_, i) => [i % 7, 3.5]));
    expect(Number.isFinite(testDrift('lsdd', constant, moved).distance)).toBe(true);
  });
});

describe('LSDD on a stream', () => {
  const streams = goldenCases('lsdd', 'lsdd_online_stream');

  it.each(streams)('gives the statistics and flags of case $id', ({ params, inputs, expected }) => {
    const { kernel_center_inds, non_center_inds, kernel_centers, ref_inds, init_test_inds, sigma, thresholds, lambda } =
      expected;
    const initial = {
      kernel_center_inds,
      non_center_inds,
      kernel_centers,
      ref_inds,
      init_test_inds,
      sigma,
      thresholds,
      lambda,
    };
    const detector = createOnlineDetector('lsdd-online', float32Rows(inputs['x_ref']), { ...params, initial });
    const results = rowsOf(float32Rows(inputs['stream'])).map((row) => detector.update(row));
    expect(
      worstError(
        results.map((result) => result.test_stat),
        expected.test_stat,
        0.01,
      ),
    ).toBeLessThanOrEqual(2e-3);
    expect(results.map((result) => result.threshold)).toEqual(expected.threshold);
    expect(results.map((result) => result.is_drift)).toEqual(expected.is_drift);
  });

  it('bootstraps the regulariser and the thresholds of the case whose permutations are known', () => {
    const { params, inputs, expected } = streams.find(({ expected }) => expected.permutations)!;
    const { kernel_center_inds, non_center_inds, permutations } = expected;
    const initial = { kernel_center_inds, non_center_inds, permutations };
    const { state } = createOnlineDetector('lsdd-online', float32Rows(inputs['x_ref']), { ...params, initial }).save();
    expect(state['lambda']).toBe(expected.lambda);
    expect(worstError(state['thresholds'], expected.thresholds, 0.001)).toBeLessThanOrEqual(1e-3);
  });

  it.each(goldenCases('lsdd', 'lsdd_online_thresholds_dist'))(
    'draws thresholds with the means of case $id over 20 seeds',
    ({ params, inputs, expected }) => {
      const reference = float32Rows(inputs['x_ref']);
      const drawn = Array.from({ length: 20 }, (_, seed) => {
        const detector = createOnlineDetector('lsdd-online', reference, { ...params, seed });
        return detector.save().state['thresholds'] as number[];
      });
      const apart = expected.mean.map((mean, step) =>
        standardErrorsApart(bandOf(drawn.map((thresholds) => thresholds[step]!)), {
          mean,
          sd: expected.sd[step]!,
          n: expected.seeds,
        }),
      );
      expect(Math.max(...apart)).toBeLessThanOrEqual(4);
    },
  );

  it('goes on bit for bit after it was saved as JSON and loaded, and starts over after a reset', () => {
    const { inputs } = streams[0]!;
    const options = { ert: 20, window_size: 4, n_bootstraps: 200 };
    const detector = createOnlineDetector('lsdd-online', float32Rows(inputs['x_ref']), options);
    const stream = rowsOf(float32Rows(inputs['stream']));
    const before = stream.map((row) => detector.update(row));
    const loaded = loadOnlineDetector(JSON.parse(JSON.stringify(detector.save())));
    expect(stream.map((row) => loaded.update(row))).toEqual(stream.map((row) => detector.update(row)));
    loaded.reset();
    expect(stream.map((row) => loaded.update(row))).toEqual(before);
  });
});
