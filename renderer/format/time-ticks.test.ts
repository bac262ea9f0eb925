import { describe, expect, it } from 'vitest';
import { rangeText, timeTicks } from './time-ticks.ts';

const at = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts).getTime();
const labels = (fromMs: number, toMs: number, count: number) =>
  timeTicks(fromMs, toMs, count).map(({ label }) => label);

describe('ticks of a time axis', () => {
  it('fall on round local minutes over a quarter of an hour', () => {
    expect(labels(at(2026, 10, 20, 10, 1, 12), at(2026, 10, 20, 10, 16, 12), 8)).toEqual([
      '10:02',
      '10:04',
      '10:06',
      '10:08',
      '10:10',
      '10:12',
      '10:14',
      '10:16',
    ]);
  });

  it('show seconds when the range is short', () => {
    expect(labels(at(2026, 10, 20, 10, 0, 3), at(2026, 10, 20, 10, 1, 3), 5)).toEqual([
      '10:00:15',
      '10:00:30',
      '10:00:45',
      '10:01:00',
    ]);
  });

  it('say the date at midnight', () => {
    expect(labels(at(2026, 10, 19, 20), at(2026, 10, 20, 8), 5)).toEqual(['21:00', '20 Nov', '03:00', '06:00']);
  });

  it('count days from the calendar, weeks from Mondays', () => {
    expect(labels(at(2026, 10, 1), at(2026, 10, 29), 5)).toEqual(['2 Nov', '9 Nov', '16 Nov', '23 Nov']);
  });

  it('name months and years when the range is long', () => {
    expect(labels(at(2026, 0, 15), at(2026, 6, 15), 8)).toEqual([
      'Feb 2026',
      'Mar 2026',
      'Apr 2026',
      'May 2026',
      'Jun 2026',
      'Jul 2026',
    ]);
    expect(labels(at(2019, 5, 1), at(2026, 5, 1), 8)).toContain('2024');
  });

  it('never exceed the number asked for by more than the one at the edge', () => {
    for (const span of [900e3, 3600e3, 6 * 3600e3, 86400e3, 7 * 86400e3, 90 * 86400e3]) {
      for (const count of [3, 6, 12])
        expect(timeTicks(1.8e12, 1.8e12 + span, count).length).toBeLessThanOrEqual(count + 1);
    }
  });
});

it('a range within one day says the date once', () => {
  expect(rangeText(at(2026, 10, 20, 10, 0, 0), at(2026, 10, 20, 10, 15, 0))).toBe('2026-11-20 10:00:00 to 10:15:00');
  expect(rangeText(at(2026, 10, 19, 23, 0, 0), at(2026, 10, 20, 1, 0, 0))).toBe(
    '2026-11-19 23:00:00 to 2026-11-20 01:00:00',
  );
});
