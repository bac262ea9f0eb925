import { expect, it } from 'vitest';
import { nextSlot, offsetOf, slotAfter } from './slots.ts';

it('every group has its own moment of the interval, always the same', () => {
  const offsetMs = offsetOf('food11.yml;Food11', 30_000);
  expect(offsetMs).toBe(offsetOf('food11.yml;Food11', 30_000));
  expect(offsetMs).toBeGreaterThanOrEqual(0);
  expect(offsetMs).toBeLessThan(30_000);
  expect(offsetMs).not.toBe(offsetOf('food11.yml;Machine', 30_000));
  expect(nextSlot(100_000, 10_000, 30_000)).toBe(130_000);
  expect(nextSlot(99_999, 10_000, 30_000)).toBe(100_000);
});

it.each([
  { nowMs: 100_000, next: 130_000 },
  { nowMs: 125_000, next: 130_000 },
  { nowMs: 159_000, next: 130_000 },
  { nowMs: 160_000, next: 160_000 },
  { nowMs: 195_000, next: 190_000 },
])('after an evaluation of 100 s that was done at $nowMs comes that of $next', ({ nowMs, next }) => {
  expect(slotAfter(100_000, nowMs, 30_000)).toBe(next);
});
