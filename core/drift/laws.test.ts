import { expect, it } from 'vitest';
import { atLeast, atMost, binomial, hypergeometric } from './discrete-laws.ts';
import { exactOneSidedP, oneSampleTail } from './kolmogorov.ts';
import { chiSquaredTail, logGamma } from './special-functions.ts';

/** Every value here is SciPy 1.17's (chi2.sf, kstwo.sf, hypergeom, binom, gammaln). */
const relative = (got: number, want: number) => Math.abs(got - want) / Math.max(Math.abs(want), 1e-300);

it.each([
  [3.841458820694124, 1, 0.05],
  [0.1, 1, 0.7518296340458492],
  [30, 3, 1.3800570312932553e-6],
  [120, 100, 0.08440668109369177],
  [600, 100, 2.41882858334655e-72],
  [0.001, 2, 0.9995001249791693],
])('chi-squared exceeds %d with %d degrees of freedom with chance %d', (x, df, p) => {
  expect(relative(chiSquaredTail(x, df), p)).toBeLessThan(1e-12);
});

it.each([
  [0.1, 10, 0.99963712],
  [0.3, 20, 0.04306706665851623],
  [0.5, 7, 0.03839174153626465],
  [0.05, 100, 0.9532159710635725],
  [0.12, 140, 0.03252638258561632],
  [0.02, 500, 0.9859871786857471],
  [0.05, 500, 0.15866260223815387],
  [0.08, 500, 0.0031305058199356268],
  [0.01, 5000, 0.6954557253913853],
  [0.02, 5000, 0.03613941395325637],
  [0.035, 5000, 9.32336578340555e-6],
  [0.9, 30, 2.0042242302997654e-30],
  [0.2, 1000, 1.5528629204250538e-35],
])('the Kolmogorov distance exceeds %d in %d values with chance %d', (x, n, p) => {
  expect(relative(oneSampleTail(x, n), p)).toBeLessThan(2e-6);
});

it.each([
  [20, 7, 12, 5, 0.39164086687306504, 0.8944272445820434],
  [1500, 200, 500, 90, 0.0001501238174608843, 0.9999186347922316],
  [100, 50, 50, 20, 0.9863441917144795, 0.03567120174410515],
  [60, 1, 30, 1, 0.5, 1],
  [100_000, 3000, 500, 30, 0.00031968916849313346, 0.9998547104681739],
])(
  'of %d balls, %d marked, %d drawn hold %d or more, or that or fewer, as often as SciPy says',
  (all, marked, drawn, k, more, fewer) => {
    const law = hypergeometric(all, marked, drawn);
    expect(relative(atLeast(law, k), more)).toBeLessThan(1e-10);
    expect(relative(atMost(law, k), fewer)).toBeLessThan(1e-10);
  },
);

it.each([
  [10, 0.5, 7, 0.171875],
  [100, 0.55, 70, 0.001535819748195568],
  [1000, 0.6, 500, 0.9999999999329903],
])('of %d trials at %d, %d or more succeed with chance %d', (trials, success, k, p) => {
  expect(relative(atLeast(binomial(trials, success), k), p)).toBeLessThan(1e-11);
});

it.each([
  [0.5, 0.5723649429247],
  [10, 12.801827480081469],
  [100.25, 360.28455963776423],
  [5000, 37582.62631568535],
])('the logarithm of gamma(%d) is %d', (x, value) => {
  expect(relative(logGamma(x), value)).toBeLessThan(1e-13);
});

it('counts the orders of two equal samples as the closed form does', () => {
  // Of n and n values the share is the product of (n - j) / (n + j + 1) for j below D n (Gnedenko and Korolyuk, 1951).
  const closed = [0, 1, 2, 3, 4, 5].reduce((product, j) => (product * (20 - j)) / (20 + j + 1), 1);
  expect(relative(exactOneSidedP(6 / 20, 20, 20), closed)).toBeLessThan(1e-12);
});
