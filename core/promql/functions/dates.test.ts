import { expect, it } from 'vitest';
import { engineOver } from '../testing/notation.ts';

const { instant } = engineOver([]);

// 2000-02-29T12:34:56.9Z was a Tuesday, day 60 of a leap year.
it.each([
  ['year', '951827696.9', 2000],
  ['month', '951827696.9', 2],
  ['day_of_month', '951827696.9', 29],
  ['day_of_year', '951827696.9', 60],
  ['day_of_week', '951827696.9', 2],
  ['days_in_month', '951827696.9', 29],
  ['hour', '951827696.9', 12],
  ['minute', '951827696.9', 34],
  ['day_of_year', '978307199', 366],
  ['days_in_month', '2678400', 28],
  // Before the epoch.
  ['year', '-1', 1969],
  ['minute', '-1', 59],
  ['day_of_week', '-86401', 2],
])('%s(%s s) is %i', async (fn, seconds, expected) => {
  expect(await instant(`${fn}(vector(${seconds}))`, 0)).toEqual([`{} ${expected}`]);
});

it('takes the evaluation time without an argument', async () => {
  expect(await instant('hour() * 100 + minute()', (13 * 60 + 5) * 60_000)).toEqual(['{} 1305']);
});

it('answers NaN for a time that no calendar has', async () => {
  expect(await instant('year(vector(NaN))', 0)).toEqual(['{} NaN']);
});
