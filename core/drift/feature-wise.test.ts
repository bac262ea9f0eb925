import { describe, expect, it } from 'vitest';
import { testDrift, type OfflineDetectorName } from './detectors.ts';
import { float32Rows, float64Rows, goldenCases, worstError, type GoldenCase } from './golden.testing.ts';
import { correctedVerdict } from './multiple-testing.ts';
import { quantile, type QuantileType } from './order-statistic.ts';
import { createRandom } from './random.ts';
import { updateReference } from './reference-update.ts';

const tolerances = {
  ks: { p: 1e-5, distance: 1e-12 },
  tabular: { p: 1e-5, distance: 1e-6 },
  cvm: { p: 1e-7, distance: 1e-12 },
  chi2: { p: 3e-10, distance: 1e-9 },
  fet: { p: 3e-10, distance: 1e-12 },
};
type FeatureWise = keyof typeof tolerances;

const run = ({ kind, params, inputs }: GoldenCase, more: object) => {
  const rows = kind === 'tabular' ? float64Rows : float32Rows;
  return testDrift(kind as FeatureWise, rows(inputs['x_ref']), rows(inputs['x']), { ...params, ...more });
};

describe.each(Object.keys(tolerances) as FeatureWise[])('the %s test by feature', (kind) => {
  const cases = goldenCases('feature-wise', kind).filter(({ expected }) => !expected.error);

  it.each(cases)('has the distances, p-values and verdicts of case $id', (golden) => {
    const { expected } = golden;
    const result = run(golden, {});
    const distances = kind === 'tabular' ? expected.distance : expected.distance_f64;
    expect(worstError(result.distance, distances, 1e-6)).toBeLessThanOrEqual(tolerances[kind].distance);
    const floor = kind === 'cvm' ? 1e-6 : 1e-12;
    expect(worstError(result.p_val, expected.p_val_f64, floor)).toBeLessThanOrEqual(tolerances[kind].p);
    expect(result).toMatchObject(expected.bonferroni);
    expect(run(golden, { correction: 'fdr' })).toMatchObject(expected.fdr);
    expect(run(golden, { drift_type: 'feature' })).toMatchObject(expected.feature);
  });
});

it('drops a declared category that never occurs, where the library fails', () => {
  const golden = goldenCases('feature-wise', 'chi2').find(({ id }) => id === 'chi2_declared_missing')!;
  const declared = run(golden, {});
  expect(declared).toEqual(run(golden, { categories_per_feature: null }));
});

it('refuses a Cramer-von Mises test of a single row', () => {
  const golden = goldenCases('feature-wise', 'cvm').find(({ id }) => id === 'cvm_tiny_1v5')!;
  expect(() => run(golden, {})).toThrow(/at least 2 rows/);
});

it("refuses values other than 0 and 1 in Fisher's test, naming the row", () => {
  const [reference, sample] = [float32Rows([[0], [1]]), float32Rows([[1], [0.7]])];
  expect(() => testDrift('fet', reference, sample)).toThrow(/Row 1 of the sample holds 0.69/);
});

it('refuses categories of a feature that is not there', () => {
  const rows = float32Rows([[0], [1]]);
  const options = { categories_per_feature: { '3': 2 } };
  expect(() => testDrift('tabular', rows, rows, options)).toThrow(/names feature 3/);
});

it.each(['ks', 'chi2', 'mmd'] satisfies OfflineDetectorName[])(
  'refuses for %s rows of another width, ragged rows, and what is no number',
  (detector) => {
    const rows = float32Rows([
      [0, 1],
      [1, 2],
    ]);
    expect(() => testDrift(detector, rows, float32Rows([[1]]))).toThrow(
      /Row 0 of the sample has 1 features; the reference has 2/,
    );
    expect(() => float32Rows([[0, 1], [1]])).toThrow(/Row 1 of the golden rows has 1 numbers; row 0 has 2/);
    expect(() => float32Rows([[0], ['x']])).toThrow(/Row 1 .*"x" at column 0/);
    expect(() => float32Rows([])).toThrow(/empty/);
    const holed = { rows: 2, cols: 2, data: Float64Array.of(0, 1, NaN, 2) };
    expect(() => testDrift(detector, rows, holed)).toThrow(/Row 1 of the sample holds NaN at column 0/);
  },
);

it.each(goldenCases('feature-wise', 'fdr'))(
  'controls the false discovery rate as in case $id',
  ({ params, inputs, expected }) => {
    const verdict = correctedVerdict(inputs['p_vals'] as number[], params['q_val'] as number, 'fdr');
    expect(verdict).toEqual({ is_drift: expected.is_drift, threshold: expected.threshold });
  },
);

it.each(goldenCases('feature-wise', 'quantile'))('takes the quantile of case $id', ({ params, inputs, expected }) => {
  const { p, type, interpolate } = params as { p: number; type: QuantileType; interpolate: boolean };
  const got = quantile(Float64Array.from(inputs['sample'] as number[]), p, type, interpolate);
  expect(got).toBeCloseTo(expected.value, 12);
});

it.each(goldenCases('feature-wise', 'update_reference_last'))(
  'keeps the last rows as in case $id',
  ({ params, inputs, expected }) => {
    const [reference, sample] = [float64Rows(inputs['x_ref']), float64Rows(inputs['x'])];
    const updated = updateReference(reference, sample, { last: params['last'] as number }, 4, createRandom(0));
    expect([...updated.data]).toEqual(expected.x_ref.flat());
  },
);

it('keeps every row ever seen with the same chance in a reservoir', () => {
  const times = new Float64Array(8);
  for (let seed = 0; seed < 2000; seed++) {
    const [reference, sample] = [float64Rows([0, 1, 2, 3]), float64Rows([4, 5, 6, 7])];
    const { data } = updateReference(reference, sample, { reservoir_sampling: 4 }, 4, createRandom(seed));
    for (const value of data) times[value]!++;
  }
  // 2000 draws at 1/2 each: sd 22; six of them fail once in 60 million for eight counts.
  for (const count of times) expect(Math.abs(count - 1000)).toBeLessThan(134);
});
