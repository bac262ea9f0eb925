import { describe, expect, it } from 'vitest';
import { quantileResolution, readQuantileQuery, resolutionText } from './bucket-resolution.ts';

describe('reading a quantile query', () => {
  it.each([
    [
      '1000*histogram_quantile(0.95, rate(http_request_duration_seconds_bucket{handler="/predict"}[1m]))',
      { quantile: 0.95, selector: 'http_request_duration_seconds_bucket{handler="/predict"}', factor: 1000 },
    ],
    ['histogram_quantile(0.5, sum by (le) (rate(x_bucket[5m])))', { quantile: 0.5, selector: 'x_bucket', factor: 1 }],
    ['histogram_quantile(0.5, rate(x_bucket[5m])) * 1e3', { quantile: 0.5, selector: 'x_bucket', factor: 1000 }],
    ['rate(x_bucket[5m])', null],
    ['histogram_quantile(0.5, rate(x[5m]))', null],
    ['histogram_quantile(0.9, rate(x_bucket[1m])) - histogram_quantile(0.5, rate(x_bucket[1m]))', null],
  ])('%s', (expr, query) => {
    expect(readQuantileQuery(expr)).toEqual(query);
  });
});

// The buckets every instrumented FastAPI service has; below 100 ms they give 50, 95 and 99 ms whatever the truth is.
const coarse = [0.1, 0.5, 1];
const fine = Array.from({ length: 60 }, (_, i) => 0.001 * 1.2 ** i);

describe('how well buckets know a quantile', () => {
  it.each([0.05, 0.095, 0.099])('%s s in a bucket from 0 to 0.1 is a guess', (value) => {
    expect(quantileResolution(value, coarse)).toEqual({ kind: 'wide', lower: 0, upper: 0.1 });
  });

  it('at the last bound nobody knows how much more it is', () => {
    expect(quantileResolution(1, coarse)).toEqual({ kind: 'last', bound: 1 });
  });

  it('is fine where buckets are within a quarter of the value', () => {
    expect(quantileResolution(0.8, coarse)).toEqual({ kind: 'wide', lower: 0.5, upper: 1 });
    expect([0.004, 0.02, 0.3].map((value) => quantileResolution(value, fine).kind)).toEqual(['fine', 'fine', 'fine']);
    expect(quantileResolution(NaN, coarse).kind).toBe('fine');
    expect(quantileResolution(1, []).kind).toBe('fine');
  });

  it('is said in a sentence, or not at all', () => {
    const say = (value: number) =>
      resolutionText([{ name: 'Median', resolution: quantileResolution(value, coarse) }], (s) => `${s * 1000} ms`);
    expect(say(0.05)).toContain('Median: 0 ms to 100 ms.');
    expect(say(1)).toContain('Median: 1000 ms or more.');
    expect(resolutionText([{ name: 'x', resolution: { kind: 'fine' } }], String)).toBeNull();
  });
});
