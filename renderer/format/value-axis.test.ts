import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisWish, valueAxis } from './value-axis.ts';

const labels = (wish: Omit<AxisWish, 'maxTicks'>) =>
  valueAxis({ maxTicks: 5, ...wish }).ticks.map(({ label }) => label);

describe('the value axis', () => {
  it.each([
    [{ data: { min: 5, max: 92 }, unit: 'ms' }, ['0 ms', '20 ms', '40 ms', '60 ms', '80 ms', '100 ms']],
    [{ data: { min: 0.2, max: 1.4 }, unit: 's' }, ['0 s', '500 ms', '1.0 s', '1.5 s']],
    [{ data: { min: 0, max: 100 }, unit: 's' }, ['0 s', '30 s', '1.0 min', '1.5 mins', '2.0 mins']],
    [
      { data: { min: 0, max: 10 }, unit: 'reqps' },
      ['0 req/s', '2.5 req/s', '5.0 req/s', '7.5 req/s', '10.0 req/s', '12.5 req/s'],
    ],
    [{ data: { min: 0, max: 1 }, min: 0, max: 1, unit: 'percentunit' }, ['0%', '20%', '40%', '60%', '80%', '100%']],
    [{ data: { min: 0, max: 3e6 }, unit: 'bytes' }, ['0 B', '1 MiB', '2 MiB', '3 MiB']],
    [{ data: null }, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [{ data: { min: 0, max: 0 } }, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
  ])('divides %o evenly', (wish, expected) => {
    expect(labels(wish)).toEqual(expected);
  });

  it('includes zero when values vary, and looks closely at a flat line far from it', () => {
    expect(valueAxis({ data: { min: 40, max: 60 }, maxTicks: 5 }).min).toBe(0);
    const memory = valueAxis({ data: { min: 480e6, max: 490e6 }, unit: 'bytes', maxTicks: 5 });
    expect(memory.min).toBeGreaterThan(400e6);
  });

  it('keeps the ends somebody chose to the digit', () => {
    const { min, max } = valueAxis({ data: { min: 0.2, max: 7 }, min: 0.15, max: 3.3, maxTicks: 5 });
    expect([min, max]).toEqual([0.15, 3.3]);
  });

  it('always encloses the data with a handful of ticks inside its ends', () => {
    const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(finite, finite, fc.constantFrom('ms', 's', 'bytes', 'none', 'percentunit'), (a, b, unit) => {
        const data = { min: Math.min(a, b), max: Math.max(a, b) };
        const axis = valueAxis({ data, unit, maxTicks: 6 });
        const slack = 1e-6 * Math.max(1, Math.abs(data.min), Math.abs(data.max));
        expect(axis.min).toBeLessThanOrEqual(data.min + slack);
        expect(axis.max).toBeGreaterThanOrEqual(data.max - slack);
        expect(axis.max).toBeGreaterThan(axis.min);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
