import { expect, it } from 'vitest';
import { Largest } from './largest.ts';

it.each([1, 3, 100])('keeps the largest %d of many, equals by name', (limit) => {
  const counts = Array.from({ length: 60 }, (_, i) => ({ name: `n${(i * 37) % 60}`, value: (i * 31) % 7 }));
  const largest = new Largest(limit);
  for (const { name, value } of counts) largest.add(name, value);
  const expected = counts.toSorted((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1)).slice(0, limit);
  expect(largest.counts).toEqual(expected);
});
