import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { instant, remarks } = engineOver(
  load(
    60_000,
    `
    h_bucket{job="a",le="0.1"}   10
    h_bucket{job="a",le="0.5"}   60
    h_bucket{job="a",le="1"}     90
    h_bucket{job="a",le="+Inf"}  100
    h_bucket{job="b",le="0.1"}   0
    h_bucket{job="b",le="+Inf"}  0
    below_bucket{le="-1"}        2
    below_bucket{le="1"}         6
    below_bucket{le="+Inf"}      8
    noinf_bucket{le="1"}         5
    noinf_bucket{le="2"}         5
    single_bucket{le="+Inf"}     5
    same_bucket{le="1"}          2
    same_bucket{le="1.0"}        3
    same_bucket{le="+Inf"}       10
    falls_bucket{le="1"}         5
    falls_bucket{le="2"}         3
    falls_bucket{le="+Inf"}      10
    rounding_bucket{le="1"}      5.0000000000001
    rounding_bucket{le="2"}      5
    rounding_bucket{le="+Inf"}   10
    odd_bucket{le="x"}           5
    odd_bucket                   5
    gauge                        5
    `,
  ),
);

describe('histogram_quantile', () => {
  it.each([
    // Rank 50 of 100 lies 40/50 into (0.1, 0.5].
    ['histogram_quantile(0.5, h_bucket{job="a"})', ['{job="a"} 0.42']],
    // The first bucket starts at 0.
    ['histogram_quantile(0.05, h_bucket{job="a"})', ['{job="a"} 0.05']],
    ['histogram_quantile(0.9, h_bucket{job="a"})', ['{job="a"} 1']],
    // In the last bucket: the highest finite bound.
    ['histogram_quantile(0.99, h_bucket{job="a"})', ['{job="a"} 1']],
    ['histogram_quantile(0, h_bucket{job="a"})', ['{job="a"} 0']],
    ['histogram_quantile(-1, h_bucket{job="a"})', ['{job="a"} -Inf']],
    ['histogram_quantile(2, h_bucket{job="a"})', ['{job="a"} +Inf']],
    ['histogram_quantile(NaN, h_bucket{job="a"})', ['{job="a"} NaN']],
    ['histogram_quantile(0.5, h_bucket{job="b"})', ['{job="b"} NaN']],
    ['histogram_quantile(0.5, sum by (le) (h_bucket))', ['{} 0.42']],
    // A first bound at or below zero is returned as it is.
    ['histogram_quantile(0.2, below_bucket)', ['{} -1']],
    ['histogram_quantile(0.5, below_bucket)', ['{} 0']],
    ['histogram_quantile(0.5, noinf_bucket)', ['{} NaN']],
    ['histogram_quantile(0.5, single_bucket)', ['{} NaN']],
    // Equal bounds are added up: rank 4 of 10, 4/5 into (0, 1].
    ['histogram_quantile(0.4, same_bucket)', ['{} 0.8']],
    ['histogram_quantile(0.4, falls_bucket)', ['{} 0.8']],
    ['histogram_quantile(0.4, rounding_bucket)', ['{} 0.8']],
    ['histogram_quantile(0.5, odd_bucket)', []],
    ['histogram_quantile(0.5, gauge)', []],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it.each([
    ['histogram_quantile(2, h_bucket)', 'PromQL warning: quantile value should be between 0 and 1, got 2 (1:20)'],
    [
      'histogram_quantile(0.5, odd_bucket{le="x"})',
      'PromQL warning: bucket label "le" is missing or has a malformed value of "x" for metric name "odd_bucket" (1:25)',
    ],
    [
      'histogram_quantile(0.5, falls_bucket)',
      'PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile) for metric name "falls_bucket" (1:25)',
    ],
  ])('%s remarks on it', async (query, remark) => {
    expect(await remarks(query, 0)).toEqual([remark]);
  });

  it('says nothing of differences that are only rounding', async () => {
    expect(await remarks('histogram_quantile(0.5, rounding_bucket)', 0)).toEqual([]);
  });
});

describe('histogram_fraction', () => {
  it.each([
    ['histogram_fraction(0.1, 0.5, h_bucket{job="a"})', ['{job="a"} 0.5']],
    ['histogram_fraction(0, 0.1, h_bucket{job="a"})', ['{job="a"} 0.1']],
    ['histogram_fraction(-Inf, +Inf, h_bucket{job="a"})', ['{job="a"} 1']],
    ['histogram_fraction(-5, 0.05, h_bucket{job="a"})', ['{job="a"} 0.05']],
    ['histogram_fraction(0.3, 0.75, h_bucket{job="a"})', ['{job="a"} 0.4']],
    // Nothing is interpolated in the bucket that ends at +Inf …
    ['histogram_fraction(0, 5, h_bucket{job="a"})', ['{job="a"} 0.9']],
    // … nor in a first one that starts at −Inf.
    ['histogram_fraction(-5, 0, below_bucket)', ['{} 0.25']],
    ['histogram_fraction(0.5, 0.1, h_bucket{job="a"})', ['{job="a"} 0']],
    ['histogram_fraction(NaN, 1, h_bucket{job="a"})', ['{job="a"} NaN']],
    ['histogram_fraction(0, 1, h_bucket{job="b"})', ['{job="b"} NaN']],
    ['histogram_fraction(0, 1, noinf_bucket)', ['{} NaN']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });
});

it.each(['avg', 'count', 'sum', 'stddev', 'stdvar'])('histogram_%s finds no native histograms', async (name) => {
  expect(await instant(`histogram_${name}(h_bucket)`, 0)).toEqual([]);
});
