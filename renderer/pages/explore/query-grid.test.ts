import { expect, it } from 'vitest';
import { autoStep, gridOf } from './query-grid.ts';

const now = 1_795_000_007_000;
const last = (ms: number) => ({ fromMs: now - ms, toMs: now });

it.each([
  { rangeMs: 300_000, scrapeMs: 5_000, stepMs: 5_000 },
  { rangeMs: 900_000, scrapeMs: 1_000, stepMs: 2_000 },
  { rangeMs: 3_600_000, scrapeMs: 5_000, stepMs: 10_000 },
  { rangeMs: 86_400_000, scrapeMs: 5_000, stepMs: 300_000 },
  { rangeMs: 60_000, scrapeMs: 7_000, stepMs: 10_000 },
])('a range of $rangeMs ms scraped every $scrapeMs ms has a step of $stepMs ms', ({ rangeMs, scrapeMs, stepMs }) => {
  expect(autoStep(last(rangeMs), scrapeMs)).toBe(stepMs);
});

it('moments are multiples of the step, inside the range', () => {
  expect(gridOf(last(60_000), 10_000)).toEqual({ startMs: 1_794_999_950_000, stepMs: 10_000, length: 6 });
});

it('a step longer than the range asks for one moment before its end', () => {
  expect(gridOf(last(60_000), 86_400_000)).toMatchObject({ length: 1 });
});
