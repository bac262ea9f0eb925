import { describe, expect, it } from 'vitest';
import { stacked } from './stacking.ts';

const layer = (values: number[], mode: 'none' | 'normal' | 'percent' = 'normal', group = 'A') => ({
  values: Float64Array.from(values),
  mode,
  group,
});
const drawn = (...layers: ReturnType<typeof layer>[]) => stacked(layers).map((values) => [...values]);

describe('stacking', () => {
  it('puts each series on those before it', () => {
    expect(drawn(layer([1, 2]), layer([10, 20]))).toEqual([
      [1, 2],
      [11, 22],
    ]);
  });

  it('counts a missing value as nothing, and leaves a gap only where all are missing', () => {
    expect(drawn(layer([1, NaN, NaN]), layer([5, 5, NaN]))).toEqual([
      [1, 0, NaN],
      [6, 5, NaN],
    ]);
  });

  it('keeps groups apart and leaves unstacked series alone', () => {
    expect(drawn(layer([1]), layer([2], 'none'), layer([4], 'normal', 'B'))).toEqual([[1], [2], [4]]);
  });

  it('in percent fills up to one', () => {
    expect(drawn(layer([1, 0], 'percent'), layer([3, 0], 'percent'))).toEqual([
      [0.25, 0],
      [1, 0],
    ]);
  });
});
