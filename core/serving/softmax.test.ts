import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argmax, softmax } from './softmax.ts';

describe('softmax', () => {
  it('is that of the definition', () => {
    const [a, b, c] = softmax([1, 2, 3]);
    expect([a, b, c]).toEqual([
      expect.closeTo(0.090030573, 9),
      expect.closeTo(0.244728471, 9),
      expect.closeTo(0.665240956, 9),
    ]);
  });

  it('sums to one however large the logits are', () => {
    const logits = fc.array(fc.double({ min: -1e30, max: 1e30, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(logits, (values) => {
        expect(softmax(values).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('leaves the likeliest class where it was', () => {
    expect(argmax(softmax([0, 5, 5, -1]))).toBe(1);
  });
});
