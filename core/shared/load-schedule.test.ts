import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClosedSchedule, peakConcurrency, plannedMs, stageAt } from './index.ts';

const closed = (...stages: [concurrency: number, durationMs: number][]): ClosedSchedule => ({
  kind: 'closed',
  stages: stages.map(([concurrency, durationMs]) => ({ concurrency, durationMs })),
});
const schedule = closed([1, 500], [3, 1000], [2, 250]);

describe('a schedule on the clock', () => {
  it.each([
    { elapsedMs: 0, index: 0, startMs: 0, endMs: 500 },
    { elapsedMs: 499.9, index: 0, startMs: 0, endMs: 500 },
    { elapsedMs: 500, index: 1, startMs: 500, endMs: 1500 },
    { elapsedMs: 1749, index: 2, startMs: 1500, endMs: 1750 },
  ])('is in stage $index after $elapsedMs ms', ({ elapsedMs, ...placed }) => {
    expect(stageAt(schedule, elapsedMs)).toMatchObject(placed);
  });

  it('is over when the planned time is', () => {
    expect(plannedMs(schedule)).toBe(1750);
    expect(stageAt(schedule, 1750)).toBeNull();
    expect(peakConcurrency(schedule)).toBe(3);
  });

  it('has exactly one stage at any moment of any schedule', () => {
    const stages = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 100, max: 5000 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(stages, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (some, share) => {
        const schedule = closed(...some);
        const elapsedMs = share * plannedMs(schedule);
        const placed = stageAt(schedule, elapsedMs);
        expect(placed!.startMs).toBeLessThanOrEqual(elapsedMs);
        expect(placed!.endMs).toBeGreaterThan(elapsedMs);
        expect(placed!.endMs - placed!.startMs).toBe(placed!.stage.durationMs);
      }),
    );
  });
});
