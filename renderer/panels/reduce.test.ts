import { describe, expect, it } from 'vitest';
import { reducerLabel, reduceSeries } from './reduce.ts';

describe('reducing a series to one number', () => {
  const values = [2, NaN, 8, 5, 1, NaN];
  it.each([
    ['lastNotNull', 1],
    ['last', null],
    ['firstNotNull', 2],
    ['min', 1],
    ['max', 8],
    ['mean', 4],
    ['median', 3.5],
    ['sum', 16],
    ['count', 6],
    ['range', 7],
    ['diff', -1],
    ['diffperc', -50],
    ['changeCount', 3],
    ['distinctCount', 4],
    ['p95', 5],
    ['nonsense', null],
  ])('%s of the example is %s', (id, expected) => {
    expect(reduceSeries(values, id)).toBe(expected);
  });

  it('counts the growth of a counter across a restart', () => {
    expect(reduceSeries([10, 15, 3, 7], 'delta')).toBe(5 + 3 + 4);
  });

  it('has no answer for a series without values', () => {
    expect(reduceSeries([NaN], 'mean')).toBeNull();
    expect(reduceSeries([], 'sum')).toBeNull();
  });

  it("heads columns in Grafana's words", () => {
    expect(['lastNotNull', 'mean', 'sum', 'p99'].map(reducerLabel)).toEqual(['Last *', 'Mean', 'Total', '99th %']);
  });
});
