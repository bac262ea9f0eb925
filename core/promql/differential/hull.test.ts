import { describe, expect, it } from 'vitest';
import { LabelSet } from '../label-set.ts';
import { parseQuery } from '../index.ts';
import type { Flat } from './flat.ts';
import { inHull } from './hull.ts';
import { leewayOf } from './leeway.ts';

const flat = (...values: number[]): Flat => ({
  type: 'vector',
  series: values.map((value, i) => ({ labels: LabelSet.from({ id: String(i) }), points: [[0, value]] })),
});

describe('the hull of several computations', () => {
  it.each([
    ['holds what they all gave', flat(1, 2), [flat(1, 2), flat(1, 2)], true],
    ['is 1e-9 wide where they agree', flat(1 + 5e-10), [flat(1), flat(1)], true],
    ['is no wider than that where they agree', flat(1 + 2e-9), [flat(1), flat(1)], false],
    ['judges each point alone', flat(3e-17, 2.1), [flat(0, 2), flat(5e-17, 2)], false],
    ['reaches from the least to the greatest', flat(3e-17), [flat(0), flat(5e-17)], true],
    ['reaches a little beyond', flat(1.5e-16), [flat(0), flat(5e-17)], true],
    ['does not reach far', flat(1e-9), [flat(0), flat(5e-17)], false],
    ['holds a missing point only if one computation misses it', flat(), [flat(1), flat(1)], false],
    ['holds a point that comes and goes', flat(), [flat(1), flat()], true],
    ['holds no infinity that none gave', flat(Infinity), [flat(1e308), flat(-1e308)], false],
    ['holds an infinity that one gave', flat(Infinity), [flat(1e308), flat(Infinity)], true],
    ['holds no NaN that none gave', flat(NaN), [flat(1), flat(2)], false],
  ])('%s', (_, answer, computed, expected) => {
    expect(inHull(answer, computed)).toBe(expected);
  });
});

describe('the leeway of a query', () => {
  it.each([
    'sum(rate(a[1m]))',
    'stddev by (job) (a)',
    'a - b',
    'stddev(max by (job) (a))',
    'avg(label_replace(a, "x", "$1", "y", "(.*)"))',
    'deriv(a[5m]) - predict_linear(a[5m], 60) % 3',
    'histogram_quantile(0.9, sum by (le) (rate(a_bucket[1m])))',
  ])('is nothing for %s', (query) => {
    expect(leewayOf(parseQuery(query))).toBeNull();
  });

  it.each([
    'stddev(histogram_quantile(0.5, rate(a_bucket[1m])))',
    'sum(a - b)',
    'avg(topk(2, a))',
    'stdvar(max by (job) (abs(a)))',
    'sum(rate((a + b)[5m:1m]))',
    'exp(a)',
    'a ^ 2',
    'a + (2 ^ 0.5)',
  ])('is something for %s', (query) => {
    expect(leewayOf(parseQuery(query))).not.toBeNull();
  });
});
