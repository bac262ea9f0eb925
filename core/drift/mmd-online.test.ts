import { describe, expect, it, vi } from 'vitest';
import { createOnlineDetector, loadOnlineDetector } from './detectors.ts';
import {
  bandOf,
  standardErrorsApart,
  worstError,
  float32Rows,
  goldenCases,
  type GoldenCase,
} from './golden.testing.ts';
import { rowOf, type Matrix } from './matrix.ts';
import { createRandom } from './random.ts';

// Distributions over many seeds take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const configured = ({ params, inputs, expected }: GoldenCase, thresholds = expected.thresholds_f64) =>
  createOnlineDetector('mmd-online', float32Rows(inputs['x_ref']), {
    ...params,
    initial: {
      ref_inds: expected.ref_inds,
      init_test_inds: expected.init_test_inds,
      sigma: expected.sigma,
      thresholds,
    },
  });

const rowsOf = (matrix: Matrix) => Array.from({ length: matrix.rows }, (_, i) => rowOf(matrix, i));
const stateOf = (detector: { save(): { state: Record<string, unknown> } }) => detector.save().state;

describe('MMD on a stream', () => {
  const streams = goldenCases('mmd', 'mmd_online_stream');

  it.each(streams)('gives the statistics, thresholds and flags of case $id', (golden) => {
    const { expected } = golden;
    const detector = configured(golden);
    const results = rowsOf(float32Rows(golden.inputs['stream'])).map((row) => detector.update(row));
    expect(
      worstError(
        results.map((result) => result.test_stat),
        expected.test_stat_f64,
        0.01,
      ),
    ).toBeLessThanOrEqual(1e-6);
    expect(results.map((result) => result.is_drift)).toEqual(expected.is_drift_f64);
    expect(results.map((result) => result.time)).toEqual(expected.time);
    const { thresholds_f64: thresholds } = expected;
    expect(results.map((result) => result.threshold)).toEqual(
      results.map(({ time }) => thresholds[Math.min(time, thresholds.length - 1)]),
    );
    expect(Object.keys(results[0]!).toSorted()).toEqual([
      'distance',
      'ert',
      'is_drift',
      'p_val',
      'test_stat',
      'threshold',
      'time',
    ]);
  });

  it.each(goldenCases('mmd', 'mmd_online_thresholds_exact'))(
    'bootstraps the thresholds of case $id',
    ({ params, inputs, expected }) => {
      const initial = { permutations: expected.permutations };
      const detector = createOnlineDetector('mmd-online', float32Rows(inputs['x_ref']), { ...params, initial });
      expect(worstError(stateOf(detector)['thresholds'], expected.thresholds_f64, 0.01)).toBeLessThanOrEqual(1e-5);
    },
  );

  it.each(goldenCases('mmd', 'mmd_online_thresholds_dist'))(
    'draws thresholds with the means of case $id over 20 seeds',
    ({ params, inputs, expected }) => {
      const reference = float32Rows(inputs['x_ref']);
      const drawn = Array.from({ length: 20 }, (_, seed) => {
        const detector = createOnlineDetector('mmd-online', reference, { ...params, seed });
        return stateOf(detector)['thresholds'] as number[];
      });
      expected.mean.forEach((mean, step) =>
        expect(
          standardErrorsApart(bandOf(drawn.map((thresholds) => thresholds[step]!)), {
            mean,
            sd: expected.sd[step]!,
            n: expected.seeds,
          }),
        ).toBeLessThanOrEqual(4),
      );
    },
  );

  it.each(goldenCases('mmd', 'mmd_online_runlength'))(
    'runs as long before its first alarm as in case $id',
    ({ params, expected }) => {
      const {
        n_ref,
        dim,
        mean_shift_per_feature: shift,
        reps,
        cap,
        ert,
        window_size,
        n_bootstraps,
      } = params as Record<string, number>;
      const random = createRandom(11);
      // Like pooled activations of a convolutional network where the case says so.
      const feature = (z: number) =>
        params['features'] === 'z ~ N(shift,1)' ? z : Math.min(6, Math.max(0, 0.8 * z - 0.3));
      const draw = (rows: number, mean: number) =>
        Float64Array.from({ length: rows * dim! }, () => feature(mean + random.normal()));
      const lengths = Array.from({ length: reps! }, (_, seed) => {
        const data = draw(n_ref!, 0);
        const options = { ert, window_size, n_bootstraps, seed };
        const detector = createOnlineDetector('mmd-online', { rows: n_ref!, cols: dim!, data }, options);
        for (let t = 1; t < cap!; t++) if (detector.update(draw(1, shift!)).is_drift) return t;
        return cap!;
      });
      expect(standardErrorsApart(bandOf(lengths), expected.run_length)).toBeLessThanOrEqual(4);
    },
  );

  it('is back where it started after a reset', () => {
    const golden = streams[1]!;
    const detector = configured(golden);
    const rows = rowsOf(float32Rows(golden.inputs['stream']));
    const before = rows.map((row) => detector.update(row));
    detector.reset();
    expect(rows.map((row) => detector.update(row))).toEqual(before);
  });

  it.each([Float32Array, Float64Array])(
    'goes on bit for bit after it was saved as JSON and loaded, with rows in a %o',
    (ArrayType) => {
      const golden = streams[0]!;
      const { rows, cols, data } = float32Rows(golden.inputs['x_ref']);
      const reference = { rows, cols, data: ArrayType.from(data) };
      const detector = createOnlineDetector('mmd-online', reference, { ert: 100, window_size: 10, seed: 5 });
      const stream = rowsOf(float32Rows(golden.inputs['stream']));
      stream.slice(0, 23).forEach((row) => detector.update(row));
      const loaded = loadOnlineDetector(JSON.parse(JSON.stringify(detector.save())));
      for (const row of stream.slice(23)) expect(loaded.update(row)).toEqual(detector.update(row));
      loaded.reset();
      detector.reset();
      expect(loaded.update(stream[0]!)).toEqual(detector.update(stream[0]!));
    },
  );

  it('refuses a saved detector in which one digit changed', () => {
    const saved = JSON.stringify(configured(streams[1]!).save());
    const thresholds = (JSON.parse(saved).state.thresholds as number[])[2]!;
    const spoilt = saved.replace(String(thresholds), String(thresholds * 1.01));
    expect(() => loadOnlineDetector(JSON.parse(spoilt))).toThrow(/checksum.*Configure it anew/);
    expect(() => loadOnlineDetector({} as never)).toThrow(/cannot be used: format/);
  });

  it('names a row of the stream it cannot take, and is then as it was', () => {
    const golden = streams[1]!;
    const [detector, untouched] = [configured(golden), configured(golden)];
    expect(() => detector.update([1, 2])).toThrow(/Row 0 of the stream has 2 features; the reference has 5/);
    expect(() => detector.update([1, 2, NaN, 4, 5])).toThrow(/Row 0 of the stream holds NaN at column 2/);
    expect(detector.update([1, 2, 3, 4, 5])).toEqual(untouched.update([1, 2, 3, 4, 5]));
  });

  it.each([
    [{ ert: 50, window_size: 20 }, /needs at least 41 reference rows/],
    [{ ert: 5000, window_size: 5 }, /too few for an expected run time of 5000/],
    [{ ert: 50 }, /options\.window_size/],
  ])('refuses to be configured with %j', (options, message) => {
    const reference = float32Rows(streams[1]!.inputs['x_ref']);
    expect(() => createOnlineDetector('mmd-online', reference, options)).toThrow(message);
  });
});
