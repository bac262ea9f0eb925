import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenSchedule, plannedMs } from '../shared/index.ts';
import { createArrivals, expectedBy } from './arrivals.ts';
import { open } from './test-target.ts';

function all(schedule: OpenSchedule, seed = 1): number[] {
  const next = createArrivals(schedule, seed);
  const due: number[] = [];
  for (let at = next(); at !== null; at = next()) due.push(at);
  return due;
}
const poisson = (...stages: [number, number, number][]) => open(stages, { arrivals: 'poisson' });

describe('arrivals at a constant rate', () => {
  it.each([
    { elapsedMs: 0, due: 0 },
    { elapsedMs: 250, due: 5 },
    { elapsedMs: 999, due: 19 },
    { elapsedMs: 5000, due: 20 },
  ])('of 20/s owe $due requests after $elapsedMs ms', ({ elapsedMs, due }) => {
    expect(Math.floor(expectedBy(open([[20, 20, 1000]]), elapsedMs))).toBe(due);
  });

  it('are evenly spaced, and as many as rate times time', () => {
    const due = all(open([[20, 20, 1000]]));
    expect(due).toHaveLength(20);
    for (const [i, at] of due.entries()) expect(at).toBeCloseTo(50 * (i + 1), 6);
  });
});

describe('arrivals along a ramp', () => {
  it('are as many as the area under it', () => {
    // A triangle of 2 s and 100/s: 100 requests; the tenth is due where t²·25 = 10.
    const due = all(open([[0, 100, 2000]]));
    expect(due).toHaveLength(100);
    expect(due[9]).toBeCloseTo(1000 * Math.sqrt(10 / 25), 6);
  });

  it('down to nothing end with it', () => {
    const due = all(open([[100, 0, 2000]]));
    expect(due).toHaveLength(100);
    expect(due.at(-1)).toBeLessThanOrEqual(2000);
  });

  it('leave a silent stage empty', () => {
    const due = all(
      open([
        [10, 10, 1000],
        [0, 0, 1000],
        [10, 10, 1000],
      ]),
    );
    expect(due).toHaveLength(20);
    expect(due.filter((at) => at > 1000 && at <= 2000)).toEqual([]);
  });
});

describe('the arrivals of any schedule', () => {
  const rate = fc.integer({ min: 0, max: 400 });
  const stages = fc.array(fc.tuple(rate, rate, fc.integer({ min: 100, max: 3000 })), { minLength: 1, maxLength: 6 });

  it('when even, never are more than one away from what is expected by then, in time order, within the planned time', () => {
    fc.assert(
      fc.property(stages, (some) => {
        const schedule = open(some);
        const due = all(schedule);
        let before = 0;
        for (const [i, at] of due.entries()) {
          expect(at).toBeGreaterThanOrEqual(before);
          expect(Math.abs(expectedBy(schedule, at) - (i + 1))).toBeLessThan(1e-6);
          before = at;
        }
        expect(before).toBeLessThanOrEqual(plannedMs(schedule));
        expect(Math.floor(expectedBy(schedule, Infinity) + 1e-6) - due.length).toBe(0);
      }),
    );
  });
});

describe('Poisson arrivals', () => {
  it('are the same for the same seed', () => {
    expect(all(poisson([50, 50, 5000]), 3)).toEqual(all(poisson([50, 50, 5000]), 3));
    expect(all(poisson([50, 50, 5000]), 4)).not.toEqual(all(poisson([50, 50, 5000]), 3));
  });

  it('have gaps whose mean and deviation are both one over the rate', () => {
    const due = all(poisson([200, 200, 100_000]));
    const gaps = due.map((at, i) => at - (due[i - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(gaps.length).toBeGreaterThan(19_300); // five standard deviations of the count are 707
    expect(Math.abs(mean - 5)).toBeLessThan(0.18);
    expect(Math.abs(deviation / mean - 1)).toBeLessThan(0.05);
  });

  it('follow a ramp', () => {
    const due = all(poisson([0, 200, 100_000]));
    // A quarter of a triangle lies in its first half.
    expect(Math.abs(due.filter((at) => at < 50_000).length / due.length - 0.25)).toBeLessThan(0.03);
  });
});
