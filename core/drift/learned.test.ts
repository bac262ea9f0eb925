import { describe, expect, it, vi } from 'vitest';
import { classifierTest } from './classifier-test.ts';
import { createDeepKernel } from './deep-kernel.ts';
import { testDrift } from './detectors.ts';
import { gaussianKernel } from './gaussian-kernel.ts';
import { bandOf, float32Rows, float64Rows, goldenCases, standardErrorsApart, worstError } from './golden.testing.ts';
import { addPowerGradient } from './learned-kernel.ts';
import { rowOf, type Matrix } from './matrix.ts';
import { createRandom } from './random.ts';
import { createSpotModel } from './spot-the-diff.ts';
import { testPower } from './test-power.ts';
import { entropy, narrowMargin, probabilities, standardDeviation, uncertaintiesOf } from './uncertainty.ts';

// Distributions over many seeds take seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);
const rowsOf = (matrix: Matrix) => Array.from({ length: matrix.rows }, (_, i) => rowOf(matrix, i));
const bands = <T>(results: T[], pick: (result: T) => number) => bandOf(results.map(pick));

describe('the classifier test', () => {
  it.each(goldenCases('learned', 'classifier_test'))(
    'judges the predictions of case $id',
    ({ params, inputs, expected }) => {
      const [labels, chances] = [inputs['y_oof'] as number[], inputs['prob_test'] as number[]];
      const { p_val, distance } = classifierTest(labels, chances, params['binarize_preds'] as boolean);
      expect(worstError(p_val, expected.p_val, 1e-12)).toBeLessThanOrEqual(1e-9);
      expect(worstError(distance, expected.distance, 1e-12)).toBeLessThanOrEqual(1e-9);
    },
  );

  it.each(goldenCases('learned', 'classifier_logreg'))(
    'finds the chances of case $id by logistic regression',
    ({ params, inputs, expected }) => {
      const { seed: _, ...options } = params;
      const initial = { test_folds: expected.test_folds };
      const result = testDrift('classifier', float64Rows(inputs['x_ref']), float64Rows(inputs['x']), {
        ...options,
        initial,
      });
      expect(worstError(result.probs_ref, expected.probs_ref, 0.01)).toBeLessThanOrEqual(2e-6);
      expect(worstError(result.probs_test, expected.probs_test, 0.01)).toBeLessThanOrEqual(2e-6);
      expect(worstError([result.p_val, result.distance], [expected.p_val, expected.distance], 1e-9)).toBeLessThan(1e-9);
      expect(result.is_drift).toBe(expected.is_drift);
    },
  );

  it('comes out the same with a feature beside each of its copies, though there are then more features than rows', () => {
    const { inputs } = goldenCases('learned', 'classifier_logreg')[2]!;
    const [reference, sample] = [float64Rows(inputs['x_ref']), float64Rows(inputs['x'])];
    // 400 copies of x / 20 have the inner products of x.
    const copied = ({ rows, cols, data }: Matrix): Matrix => ({
      rows,
      cols: cols * 400,
      data: Float64Array.from(
        { length: rows * cols * 400 },
        (_, i) => data[Math.floor(i / (cols * 400)) * cols + (i % cols)]! / 20,
      ),
    });
    const [narrow, wide] = [
      testDrift('classifier', reference, sample),
      testDrift('classifier', copied(reference), copied(sample)),
    ];
    expect(worstError(wide.probs_ref, narrow.probs_ref, 0.01)).toBeLessThan(1e-6);
  });

  it.each(goldenCases('learned', 'classifier_band'))(
    'has with a small network the distribution of case $id over 20 seeds',
    ({ params, inputs, expected }) => {
      const { epochs, learning_rate, batch_size, train_size } = params;
      const options = { model: 'mlp', hidden: 16, epochs, learning_rate, batch_size, train_size };
      const [reference, sample] = [float32Rows(inputs['x_ref']), float32Rows(inputs['x'])];
      const results = seeds(20).map((seed) => testDrift('classifier', reference, sample, { ...options, seed }));
      expect(
        standardErrorsApart(
          bands(results, (result) => result.p_val),
          expected.p_val,
        ),
      ).toBeLessThanOrEqual(4);
      expect(
        standardErrorsApart(
          bands(results, (result) => result.distance),
          expected.distance,
        ),
      ).toBeLessThanOrEqual(4);
    },
  );
});

describe('spot the difference', () => {
  it.each(goldenCases('learned', 'spot_the_diff_forward'))(
    'gives the logits of case $id',
    ({ params, inputs, expected }) => {
      const start = {
        bias: params['bias'] as number,
        coefficients: inputs['coeffs'] as number[],
        diffs: inputs['diffs'] as number[][],
        logSigma: Math.log(params['sigma'] as number),
      };
      const options = {
        n_diffs: 2,
        l1_reg: 0,
        initial_diffs: undefined,
        sigma: undefined,
        learning_rate: 1,
        batch_size: 8,
        epochs: 1,
      };
      const model = createSpotModel(float32Rows(inputs['x_ref']), options, createRandom(0), start);
      const logits = rowsOf(float32Rows(inputs['x'])).map((row) => [-model.logit(row), model.logit(row)]);
      expect(worstError(logits, expected.logits, 0.01)).toBeLessThanOrEqual(1e-4);
    },
  );

  it.each(goldenCases('learned', 'spot_the_diff_band'))(
    'has the distribution, and the direction, of case $id over 20 seeds',
    ({ params, inputs, expected }) => {
      const { seeds: _, ...options } = params;
      const [reference, sample] = [float32Rows(inputs['x_ref']), float32Rows(inputs['x'])];
      const results = seeds(20).map((seed) => testDrift('spot-the-diff', reference, sample, { ...options, seed }));
      expect(
        standardErrorsApart(
          bands(results, (result) => result.p_val),
          expected.p_val,
        ),
      ).toBeLessThanOrEqual(4);
      expect(
        standardErrorsApart(
          bands(results, (result) => result.distance),
          expected.distance,
        ),
      ).toBeLessThanOrEqual(4);
      const signed = expected.mean_signed_diff.map(
        (_, k) => bands(results, ({ diffs, diff_coeffs }) => Math.sign(diff_coeffs[0]!) * diffs[0]![k]!).mean,
      );
      const along = signed.reduce((sum, value, k) => sum + value * expected.mean_signed_diff[k]!, 0);
      expect(along / (Math.hypot(...signed) * Math.hypot(...expected.mean_signed_diff))).toBeGreaterThan(0.8);
    },
  );
});

describe('a learned kernel', () => {
  it.each(goldenCases('learned', 'learned_kernel_jhat'))(
    'is trained on the test power of case $id',
    ({ params, inputs, expected }) => {
      const [x, y] = [rowsOf(float32Rows(inputs['x'])), rowsOf(float32Rows(inputs['y']))];
      const kernel = gaussianKernel([params['sigma'] as number]);
      const values = (a: ArrayLike<number>[], b: ArrayLike<number>[]) =>
        a.map((p) => b.map((q) => kernel(Array.from(p).reduce((sum, value, k) => sum + (value - q[k]!) ** 2, 0))));
      const { power } = testPower(values(x, x), values(y, y), values(x, y), params['var_reg'] as number);
      expect(worstError(power, expected.j_f64, 0.01)).toBeLessThanOrEqual(1e-6);
    },
  );

  it.each(goldenCases('learned', 'deep_kernel'))('has the values of case $id', ({ params, inputs, expected }) => {
    const eps = params['eps'] as number;
    const kernel = createDeepKernel(3, { hidden: 2, projection: 2, eps }, createRandom(0));
    kernel.setBandwidths(params['sigma_a'] as number, params['sigma_b'] as number);
    const [weight, bias] = [inputs['proj_weight'] as number[][], inputs['proj_bias'] as number[]];
    const project = (row: ArrayLike<number>) => {
      const output = Float64Array.from(bias, (b, o) => b + weight[o]!.reduce((sum, w, k) => sum + w * row[k]!, 0));
      return { row, activations: { hidden: new Float64Array(2), output } };
    };
    const [x, y] = [rowsOf(float32Rows(inputs['x'])).map(project), rowsOf(float32Rows(inputs['y'])).map(project)];
    const values = x.map((a) => y.map((b) => kernel.value(a, b)));
    expect(worstError(values, expected.kernel, 0.01)).toBeLessThanOrEqual(1e-5);
  });

  it('follows the gradient that finite differences show', () => {
    const random = createRandom(4);
    const draw = () => Array.from({ length: 6 }, () => Float64Array.from({ length: 3 }, random.normal));
    const [x, y] = [draw(), draw()];
    const kernel = createDeepKernel(3, { hidden: 5, projection: 2, eps: undefined }, random);
    kernel.setBandwidths(0.8, 1.7);
    const gradient = new Float64Array(kernel.parameters.length);
    addPowerGradient(kernel, x.map(kernel.project), y.map(kernel.project), 1e-3, gradient);
    const loss = () => {
      const [px, py] = [x.map(kernel.project), y.map(kernel.project)];
      const values = (a: typeof px, b: typeof px) => a.map((p) => b.map((q) => kernel.value(p, q)));
      return -testPower(values(px, px), values(py, py), values(px, py), 1e-3).power;
    };
    const numeric = Array.from(kernel.parameters, (value, i) => {
      const at = (by: number) => {
        kernel.parameters[i] = value + by;
        const result = loss();
        kernel.parameters[i] = value;
        return result;
      };
      return (at(1e-6) - at(-1e-6)) / 2e-6;
    });
    expect(worstError([...gradient], numeric, 0.01)).toBeLessThan(1e-5);
  });

  const trained = goldenCases('learned', 'learned_kernel_band').filter(({ id }) => id.endsWith('_norfs'));
  it.each(trained)('has the distribution of case $id over 20 seeds', ({ id, params, expected }) => {
    const { inputs } = goldenCases('learned', 'learned_kernel_band').find(
      (golden) => golden.id === id.replace('norfs', 'rfs'),
    )!;
    const { eps, epochs, learning_rate, train_size, n_permutations } = params;
    const options = { eps, epochs, learning_rate, train_size, n_permutations, hidden: 16, projection: 4 };
    const [reference, sample] = [float32Rows(inputs['x_ref']), float32Rows(inputs['x'])];
    const results = seeds(20).map((seed) => testDrift('learned-kernel', reference, sample, { ...options, seed }));
    expect(
      standardErrorsApart(
        bands(results, (result) => result.p_val),
        expected.p_val,
      ),
    ).toBeLessThanOrEqual(4);
    expect(
      standardErrorsApart(
        bands(results, (result) => result.distance),
        expected.distance,
      ),
    ).toBeLessThanOrEqual(4);
  });
});

describe("drift of a model's uncertainty", () => {
  it.each(goldenCases('learned', 'classifier_uncertainty'))(
    'is that of case $id for a classifier',
    ({ params, inputs, expected }) => {
      const rows = params['preds_type'] === 'logits' ? float32Rows : float64Rows;
      const [reference, sample] = [rows(inputs['preds_ref']), rows(inputs['preds'])];
      const measure =
        params['uncertainty_type'] === 'entropy' ? entropy : narrowMargin(params['margin_width'] as number);
      const chances = probabilities(sample, params['preds_type'] as 'probs' | 'logits', 'sample');
      expect(worstError([...uncertaintiesOf(chances, measure)], expected.uncertainty, 0.01)).toBeLessThanOrEqual(2e-5);
      const result = testDrift('classifier-uncertainty', reference, sample, params);
      expect(worstError([result.p_val, result.distance], [expected.p_val, expected.distance], 1e-6)).toBeLessThan(1e-5);
      expect(result).toMatchObject({ is_drift: expected.is_drift, threshold: expected.threshold });
    },
  );

  it.each(goldenCases('learned', 'regressor_uncertainty'))(
    'is that of case $id for a regressor',
    ({ params, inputs, expected }) => {
      const [reference, sample] = [float32Rows(inputs['preds_ref']), float32Rows(inputs['preds'])];
      expect(
        worstError([...uncertaintiesOf(sample, standardDeviation)], expected.uncertainty, 0.01),
      ).toBeLessThanOrEqual(1e-5);
      const result = testDrift('regressor-uncertainty', reference, sample, params);
      expect(worstError([result.p_val, result.distance], [expected.p_val, expected.distance], 1e-6)).toBeLessThan(1e-5);
      expect(result).toMatchObject({ is_drift: expected.is_drift, threshold: expected.threshold });
    },
  );

  it('refuses outputs that are no probabilities, naming the row', () => {
    const rows = float64Rows([
      [0.5, 0.5],
      [3, -1],
    ]);
    expect(() => testDrift('classifier-uncertainty', rows, rows)).toThrow(
      /Row 1 of the reference is no set of probabilities/,
    );
  });
});
