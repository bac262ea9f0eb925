import { expect, it } from 'vitest';
import { formatOpenMetricsFloat, parseGoFloat } from './go-float.ts';

// As Go's strconv.FormatFloat(x, 'g', -1, 64) prints them, with ".0" where that has neither point nor exponent.
it.each([
  [0, '0.0'],
  [1, '1.0'],
  [0.005, '0.005'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [100_000, '100000.0'],
  [123_456.5, '123456.5'],
  [1_000_000, '1e+06'],
  [206_876_672, '2.06876672e+08'],
  [-2.5, '-2.5'],
  [1e100, '1e+100'],
  [Infinity, '+Inf'],
  [-Infinity, '-Inf'],
  [NaN, 'NaN'],
])('%d is written %s', (value, text) => {
  expect(formatOpenMetricsFloat(value)).toBe(text);
});

it.each(['', '.', 'e5', '1e', '0x1p-2', '1_0', '--1', '+', 'in', 'infinit', '1 ', '1e400'])(
  '%j is no value',
  (text) => {
    expect(parseGoFloat(text)).toBeUndefined();
  },
);

it.each([
  ['1.', 1],
  ['.5', 0.5],
  ['+1E-2', 0.01],
  ['iNf', Infinity],
  ['-Infinity', -Infinity],
  ['NAN', NaN],
])('%s is a value', (text, value) => {
  expect(parseGoFloat(text)).toBe(value);
});
