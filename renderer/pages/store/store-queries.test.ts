import { expect, it } from 'vitest';
import { pairMatcher } from './store-queries.ts';

it('a label pair becomes a matcher, whatever stands in its value', () => {
  expect(pairMatcher('job=food11')).toBe('job="food11"');
  expect(pairMatcher('path=/a?b="c"')).toBe('path="/a?b=\\"c\\""');
});
