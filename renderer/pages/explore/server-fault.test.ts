import { expect, it } from 'vitest';
import { faultOf } from './server-fault.ts';

const underlined = (expr: string, message: string) => {
  const fault = faultOf(expr, message);
  return fault && expr.slice(fault.from, fault.to);
};

it.each([
  { expr: 'sum(up) foo', at: '1:9', marked: 'foo' },
  { expr: 'rate(up)', at: '1:6', marked: 'up' },
  { expr: 'up +\n sum(nope', at: '2:6', marked: 'nope' },
  { expr: '{job="ü"} foo', at: '1:12', marked: 'foo' },
  { expr: 'sum(', at: '1:5', marked: '(' },
])('$at in $expr underlines $marked', ({ expr, at, marked }) => {
  expect(underlined(expr, `invalid parameter "query": ${at}: parse error: no`)).toBe(marked);
});

it('an error without a place underlines nothing', () => {
  expect(faultOf('up', 'query timed out in expression evaluation')).toBeNull();
});
