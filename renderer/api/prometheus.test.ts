import { expect, it } from 'vitest';
import { toNumber } from './prometheus.ts';

it.each([
  { text: '1.5e-3', is: 0.0015 },
  { text: '+Inf', is: Infinity },
  { text: '-Inf', is: -Infinity },
  { text: 'NaN', is: NaN },
])('$text is read as Prometheus writes it', ({ text, is }) => {
  expect(toNumber(text)).toBe(is);
});
