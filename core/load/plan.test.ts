import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInPlans } from '../shared/index.ts';
import { peakConcurrency, plannedMs, progressAt, stageAt } from './plan.ts';
import { planOf } from './test-target.ts';

const plan = planOf([
  [1, 500],
  [3, 1000],
  [2, 250],
]);

describe('a plan on the clock', () => {
  it.each([
    { elapsedMs: 0, index: 0, startMs: 0, endMs: 500 },
    { elapsedMs: 499.9, index: 0, startMs: 0, endMs: 500 },
    { elapsedMs: 500, index: 1, startMs: 500, endMs: 1500 },
    { elapsedMs: 1749, index: 2, startMs: 1500, endMs: 1750 },
  ])('is in stage $index after $elapsedMs ms', ({ elapsedMs, ...placed }) => {
    expect(stageAt(plan, elapsedMs)).toMatchObject(placed);
  });

  it('is over when the planned time is', () => {
    expect(plannedMs(plan)).toBe(1750);
    expect(stageAt(plan, 1750)).toBeNull();
    expect(progressAt(plan, 875)).toBe(0.5);
    expect(progressAt(plan, 9999)).toBe(1);
  });

  it('has exactly one stage at any moment of any plan', () => {
    const stages = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 100, max: 5000 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(stages, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (some, share) => {
        const plan = planOf(some);
        const elapsedMs = share * plannedMs(plan);
        const placed = stageAt(plan, elapsedMs);
        expect(placed!.startMs).toBeLessThanOrEqual(elapsedMs);
        expect(placed!.endMs).toBeGreaterThan(elapsedMs);
        expect(placed!.endMs - placed!.startMs).toBe(placed!.stage.durationMs);
      }),
    );
  });

  it('gives the ramp of the tutorial 210 seconds and five slots', () => {
    const ramp = builtInPlans.find(({ name }) => name === 'ramp')!;
    expect(plannedMs(ramp)).toBe(210_000);
    expect(peakConcurrency(ramp)).toBe(5);
    expect([0, 1, 2, 3, 4, 5, 6].map((i) => stageAt(ramp, i * 30_000)!.stage.concurrency)).toEqual([
      1, 2, 3, 5, 3, 2, 1,
    ]);
  });
});
