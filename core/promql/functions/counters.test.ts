import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const MINUTE = 60_000;
const { instant, range } = engineOver(
  load(
    MINUTE,
    `
    steady_total      0+60x10
    late_total        _ _ _ _ _ 600 660 720 780 840 900
    young_total       _ _ _ _ _ _ _ _ 3 9 15
    reset_total       0 10 20 5 15 25 0 1 2 3 4
    negative_total    -10 0 10 20 30 40 50 60 70 80 90
    gauge             10 7 4 4 9 9 9 NaN NaN 3 1
    once_total        7
    `,
  ),
);

describe('rate, increase and delta', () => {
  it.each([
    // 300 over 5 samples a minute apart: 240 in 240 s, and a minute more to the window's start.
    ['increase(steady_total[5m])', 10 * MINUTE, ['{} 300']],
    ['rate(steady_total[5m])', 10 * MINUTE, ['{} 1']],
    // The window reaches past both ends by less than 1.1 distances: stretched to its full length.
    ['increase(steady_total[5m])', 10 * MINUTE + 30_000, ['{} 300']],
    // Samples at 5 m … 10 m in (2 m, 12 m]: stretched by half a distance at either end, 300 + 30 + 30 over 600 s.
    ['increase(late_total[10m])', 12 * MINUTE, ['{} 360']],
    ['rate(late_total[10m])', 12 * MINUTE, ['{} 0.6']],
    // 3 9 15 grew 12 in 120 s; it was 0 half a minute before the first sample, which is as far as it is stretched.
    ['increase(young_total[10m])', 10 * MINUTE, ['{} 15']],
    // 20 → 5 and 25 → 0 are resets: −0 … 20+5 … 25+0 …: 0→20, 5→25 counted from 0, 0→4: 4 − 0 + 20 + 25 = 49, × 11/10
    // would reach below zero at the start, and so is not stretched there.
    ['increase(reset_total[11m])', 10 * MINUTE, ['{} 49']],
    // A first value below zero is no counter's: no clamp at zero.
    ['increase(negative_total[5m])', 4 * MINUTE, ['{} 50']],
    ['delta(gauge[3m])', 2 * MINUTE, ['{} -9']],
    ['rate(once_total[5m])', MINUTE, []],
    ['increase(steady_total[1m])', 5 * MINUTE, []],
    ['rate(steady_total[2m] offset 1m)', 10 * MINUTE, ['{} 1']],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });

  it('counts a reset only in the windows that hold it', async () => {
    // (1 m, 3 m] holds 20 5: grown by 5, stretched to twice its length. (2 m, 4 m] holds 5 15: grown by 10, stretched to
    // half a minute before the first, where it was 0.
    expect(await range('sum_over_time(increase(reset_total[2m])[1m:1m])', 3 * MINUTE, 4 * MINUTE, MINUTE)).toEqual([
      '{} 10@180 15@240',
    ]);
  });
});

describe('irate and idelta', () => {
  it.each([
    ['irate(steady_total[5m])', 10 * MINUTE, ['{} 1']],
    ['irate(reset_total[5m])', 3 * MINUTE, ['{} 0.0833333333333']],
    ['irate(reset_total[5m])', 6 * MINUTE, ['{} 0']],
    ['idelta(reset_total[5m])', 3 * MINUTE, ['{} -15']],
    ['idelta(gauge[5m])', 10 * MINUTE, ['{} -2']],
    ['irate(once_total[5m])', MINUTE, []],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });
});

describe('resets and changes', () => {
  it.each([
    ['resets(reset_total[11m])', ['{} 2']],
    ['resets(steady_total[11m])', ['{} 0']],
    // 10 7 4 4 9 9 9 NaN NaN 3 1: NaN after NaN is no change.
    ['changes(gauge[11m])', ['{} 6']],
    ['changes(steady_total[5m])', ['{} 4']],
    ['changes(once_total[15m])', ['{} 0']],
    ['resets(once_total[15m])', ['{} 0']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 10 * MINUTE)).toEqual(expected);
  });
});
