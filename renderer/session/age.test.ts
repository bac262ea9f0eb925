import { expect, it } from 'vitest';
import { ageText, spanText } from './age.ts';

it.each([
  { ms: 0, text: '0 s' },
  { ms: 4_400, text: '4 s' },
  { ms: 125_000, text: '2 min 5 s' },
  { ms: 3_600_000, text: '1 h' },
  { ms: 3_605_000, text: '1 h' },
  { ms: 11_400_000, text: '3 h 10 min' },
  { ms: 180_000_000, text: '2 d 2 h' },
])('a span of $ms ms is $text', ({ ms, text }) => {
  expect(spanText(ms)).toBe(text);
});

it.each([
  { ms: -500, text: 'now' },
  { ms: 1_000, text: 'now' },
  { ms: 12_300, text: '12 s ago' },
  { ms: 299_000, text: '4 min ago' },
  { ms: 7_300_000, text: '2 h ago' },
  { ms: 400_000_000, text: '4 d ago' },
])('$ms ms ago reads "$text"', ({ ms, text }) => {
  expect(ageText(1_000_000_000, 1_000_000_000 + ms)).toBe(text);
});
