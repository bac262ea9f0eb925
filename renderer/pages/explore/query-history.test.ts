import { expect, it } from 'vitest';
import { withQueries } from './query-history.ts';

it('the newest query stands first, and each only once', () => {
  expect(withQueries(['a', 'b', 'c'], [' c ', 'd', ''])).toEqual(['c', 'd', 'a', 'b']);
});

it('the list does not grow without end', () => {
  const many = Array.from({ length: 50 }, (_, i) => `up == ${i}`);
  expect(withQueries(many, ['new'])).toHaveLength(30);
});
