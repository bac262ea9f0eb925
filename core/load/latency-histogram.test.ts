import { describe, expect, it } from 'vitest';
import { curvePercentiles } from '../shared/index.ts';
import { createLatencyHistogram, MAX_LATENCY_MS } from './latency-histogram.ts';

const none = { p50: 0, p90: 0, p95: 0, p99: 0, max: 0, mean: 0 };

/** The smallest value that at least `share` of the sorted values do not exceed (nearest rank). */
const quantile = (sorted: number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;

describe('a latency histogram', () => {
  it('is all zeroes before anything is recorded, and after a reset', () => {
    const histogram = createLatencyHistogram();
    expect(histogram.summary()).toEqual(none);
    histogram.record(12);
    histogram.reset();
    expect(histogram.summary()).toEqual(none);
  });

  it('agrees with the exact quantiles of a long-tailed distribution to 0.1 %', () => {
    const histogram = createLatencyHistogram();
    const values = Array.from({ length: 20_000 }, (_, i) => 0.5 * (1 - (i + 0.5) / 20_000) ** -1); // Pareto
    for (const value of values) histogram.record(value);
    const summary = histogram.summary();
    for (const [name, share] of [
      ['p50', 0.5],
      ['p90', 0.9],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const) {
      expect(Math.abs(summary[name] / quantile(values, share) - 1)).toBeLessThan(0.001);
    }
    const exactMean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(summary.mean).toBeCloseTo(exactMean, 2);
    expect(summary.max).toBeCloseTo(values.at(-1)!, 2);
  });

  it('never says that a quantile is above the maximum', () => {
    const histogram = createLatencyHistogram();
    histogram.record(1234.567);
    expect(histogram.summary()).toEqual({
      p50: 1234.567,
      p90: 1234.567,
      p95: 1234.567,
      p99: 1234.567,
      max: 1234.567,
      mean: 1234.567,
    });
  });

  it('gives a curve that rises to the maximum, through the same quantiles; none when nothing was recorded', () => {
    const histogram = createLatencyHistogram();
    expect(histogram.curve()).toEqual([]);
    for (let i = 1; i <= 1000; i++) histogram.record(i);
    const curve = histogram.curve();
    expect(curve).toHaveLength(curvePercentiles.length);
    expect(curve).toEqual([...curve].sort((a, b) => a - b));
    expect(curve[curvePercentiles.indexOf(90)]).toBe(histogram.summary().p90);
    expect(curve[curvePercentiles.indexOf(99)]).toBe(histogram.summary().p99);
    expect(curve.at(-1)).toBe(1000);
  });

  it('tells microseconds apart', () => {
    const histogram = createLatencyHistogram();
    histogram.record(0.042);
    histogram.record(0.043);
    expect(histogram.summary()).toMatchObject({ p50: 0.042, max: 0.043 });
  });

  it('counts what is longer than its range as the end of its range, and a clock that stepped back as 0', () => {
    const histogram = createLatencyHistogram();
    histogram.record(MAX_LATENCY_MS * 10);
    histogram.record(-1);
    expect(histogram.summary()).toMatchObject({ p50: 0, max: MAX_LATENCY_MS });
  });
});
