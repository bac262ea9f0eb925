import { expect, it } from 'vitest';
import { compileMatcher } from './matcher.ts';
import type { MatchOp } from './series.ts';

it.each<[MatchOp, string, string, boolean]>([
  ['=', 'a', 'a', true],
  ['=', 'a', '', false],
  ['=', '', '', true],
  ['!=', 'a', '', true],
  ['!=', 'a', 'a', false],
  ['=~', 'a|b', 'b', true],
  ['=~', 'a|b', 'ab', false],
  ['=~', 'x|', '', true],
  ['=~', '.*', '', true],
  ['=~', '.+', '', false],
  ['!~', 'a.*', 'abc', false],
  ['!~', 'a.*', 'xabc', true],
  ['!~', '.+', '', true],
])('label%s"%s" on %j is %s', (op, value, label, expected) => {
  expect(compileMatcher({ name: 'label', op, value })(label)).toBe(expected);
});

it('refuses a pattern that is not RE2', () => {
  expect(() => compileMatcher({ name: 'a', op: '=~', value: '(?=x)' })).toThrow('error parsing regexp');
});
