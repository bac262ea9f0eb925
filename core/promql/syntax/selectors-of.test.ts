import { expect, it } from 'vitest';
import { parseQuery, selectorsOf } from '../index.ts';

const MINUTE = 60_000;

it.each([
  ['m', { fromMs: 0, toMs: 0, rangeMs: null, at: null }],
  ['rate(m[5m])', { fromMs: 5 * MINUTE, toMs: 0, rangeMs: 5 * MINUTE, at: null }],
  ['rate(m[5m] offset 1m)', { fromMs: 6 * MINUTE, toMs: MINUTE, rangeMs: 5 * MINUTE, at: null }],
  ['m @ end() offset 1m', { fromMs: MINUTE, toMs: MINUTE, rangeMs: null, at: 'end' }],
  ['max_over_time(rate(m[5m])[1h:] offset 1m)', { fromMs: 66 * MINUTE, toMs: MINUTE, rangeMs: 5 * MINUTE, at: null }],
  ['sum_over_time((m @ 7)[1h:] offset 1m)', { fromMs: 0, toMs: 0, rangeMs: null, at: 7000 }],
  ['sum(1 + -(m))', { fromMs: 0, toMs: 0, rangeMs: null, at: null }],
])('the selector in %s reaches %j', (query, expected) => {
  expect(selectorsOf(parseQuery(query))).toEqual([
    { matchers: [{ name: '__name__', op: '=', value: 'm' }], ...expected },
  ]);
});

it('lists all selectors in the order of the text', () => {
  const names = selectorsOf(parseQuery('topk(scalar(a), b) + on () label_replace(c, "x", "", "", "") or d'));
  expect(names.map(({ matchers }) => matchers[0]!.value)).toEqual(['a', 'b', 'c', 'd']);
});
