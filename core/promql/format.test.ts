import { describe, expect, it } from 'vitest';
import { formatPlain, formatShort, formatValue } from './format-value.ts';
import { formatQuery, parseQuery } from './index.ts';

describe('a sample value', () => {
  it.each([
    [0, '0', '0', '0'],
    [-0, '-0', '-0', '0'],
    [1, '1', '1', '1'],
    [0.1, '0.1', '0.1', '0.1'],
    [1e6, '1000000', '1000000', '1e+06'],
    [1e-6, '0.000001', '0.000001', '1e-06'],
    [1.5e-7, '1.5e-07', '0.00000015', '1.5e-07'],
    [123456789, '123456789', '123456789', '1.23456789e+08'],
    [1e20, '100000000000000000000', '100000000000000000000', '1e+20'],
    [1e21, '1e+21', '1000000000000000000000', '1e+21'],
    [-1.25e22, '-1.25e+22', '-12500000000000000000000', '-1.25e+22'],
    [5e-324, '5e-324', `0.${'0'.repeat(323)}5`, '5e-324'],
    [NaN, 'NaN', 'NaN', 'NaN'],
    [Infinity, '+Inf', '+Inf', '+Inf'],
    [-Infinity, '-Inf', '-Inf', '-Inf'],
  ])('%d is written %s in JSON, %s as a scalar or label, %s in a message', (x, json, plain, short) => {
    expect([formatValue(x), formatPlain(x), formatShort(x)]).toEqual([json, plain, Object.is(x, -0) ? '-0' : short]);
  });
});

describe('a query', () => {
  it.each([
    ['sum(a)by(b)', 'sum by (b) (a)'],
    ['sum by () (a)', 'sum(a)'],
    ['sum without () (a)', 'sum without () (a)'],
    ['a{ c = "d", b!~"e" , }', 'a{b!~"e",c="d"}'],
    ['{"a.b", "c.d"="e"}', '{"c.d"="e",__name__="a.b"}'],
    ['a[90s]offset 1h', 'a[1m30s] offset 1h'],
    ['a offset 5m @ 100', 'a @ 100.000 offset 5m'],
    ['a@start()', 'a @ start()'],
    ['a[5m:]', 'a[5m:]'],
    ['a==bool on(b)group_left c', 'a == bool on (b) group_left () c'],
    ['a + ignoring () b', 'a + b'],
    ['- a', '-a'],
    ['0x10 + 5m', '16 + 5m'],
    ['a > -5m', 'a > -5m'],
    ["'a\"b'", '"a\\"b"'],
    ['topk(3,a)', 'topk(3, a)'],
  ])('%s is written %s', (query, expected) => {
    expect(formatQuery(parseQuery(query))).toBe(expected);
  });

  it('is broken over lines where it is long', () => {
    const query =
      'sum by (job) (rate(http_requests_total{handler="/predict",status="5xx"}[5m])) / sum by (job) (rate(http_requests_total{handler="/predict"}[5m]))';
    expect(formatQuery(parseQuery(query))).toBe(
      [
        '  sum by (job) (rate(http_requests_total{handler="/predict",status="5xx"}[5m]))',
        '/',
        '  sum by (job) (rate(http_requests_total{handler="/predict"}[5m]))',
      ].join('\n'),
    );
  });
});
