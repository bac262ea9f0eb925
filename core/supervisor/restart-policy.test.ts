import { expect, it } from 'vitest';
import { createBackoff, createRestartPolicy } from './restart-policy.ts';

it('gives up at the third crash in five minutes, not at the third in an hour', () => {
  const policy = createRestartPolicy({ limit: 3, withinMs: 300_000 });
  expect([0, 200_000, 400_000, 600_000].map((ms) => policy.record(ms))).toEqual(Array(4).fill('restart'));
  expect(policy.record(650_000)).toBe('give-up');
});

it('doubles the wait up to its most and starts anew after a reset', () => {
  const backoff = createBackoff({ firstMs: 100, mostMs: 500 });
  expect([1, 2, 3, 4].map(() => backoff.nextMs())).toEqual([100, 200, 400, 500]);
  backoff.reset();
  expect(backoff.nextMs()).toBe(100);
});
