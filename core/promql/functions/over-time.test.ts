import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const MINUTE = 60_000;
const { instant, range } = engineOver(
  load(
    MINUTE,
    `
    m{a="x"}      1 2 3 4 NaN
    m{a="y"}      2 4 4 4 5 5 7 9
    endless           1 Inf 2
    both          Inf -Inf
    huge          1.5e308 1.5e308 1.5e308
    tiny          1e100 1 -1e100
    line          10 13 16 19 22
    bent          0 1 4 9 16
    flat          3x5
    flatinf       Inf Inf Inf
    allnan        NaN NaN
    `,
  ),
);

describe('functions over time', () => {
  it.each([
    ['sum_over_time(m{a="y"}[8m])', 7, ['{a="y"} 40']],
    ['avg_over_time(m{a="y"}[8m])', 7, ['{a="y"} 5']],
    ['count_over_time(m[8m])', 7, ['{a="x"} 5', '{a="y"} 8']],
    ['min_over_time(m[8m])', 7, ['{a="x"} 1', '{a="y"} 2']],
    ['max_over_time(m[8m])', 7, ['{a="x"} 4', '{a="y"} 9']],
    ['min_over_time(allnan[8m])', 7, ['{} NaN']],
    ['stdvar_over_time(m{a="y"}[8m])', 7, ['{a="y"} 4']],
    ['stddev_over_time(m{a="y"}[8m])', 7, ['{a="y"} 2']],
    ['stddev_over_time(m{a="x"}[8m])', 7, ['{a="x"} NaN']],
    ['present_over_time(m[8m])', 7, ['{a="x"} 1', '{a="y"} 1']],
    ['last_over_time(m[8m])', 7, ['m{a="x"} NaN', 'm{a="y"} 9']],
    ['first_over_time(m[8m])', 7, ['m{a="x"} 1', 'm{a="y"} 2']],
    ['last_over_time(abs(m{a="y"})[8m:1m])', 7, ['{a="y"} 9']],
    ['quantile_over_time(0.5, m{a="y"}[8m])', 7, ['{a="y"} 4.5']],
    ['quantile_over_time(0.25, m{a="y"}[8m])', 7, ['{a="y"} 4']],
    ['quantile_over_time(0, m{a="x"}[8m])', 7, ['{a="x"} NaN']],
    ['quantile_over_time(1, m[8m])', 7, ['{a="x"} 4', '{a="y"} 9']],
    ['quantile_over_time(-0.1, m{a="y"}[8m])', 7, ['{a="y"} -Inf']],
    ['quantile_over_time(1.1, m{a="y"}[8m])', 7, ['{a="y"} +Inf']],
    ['quantile_over_time(NaN, m{a="y"}[8m])', 7, ['{a="y"} NaN']],
    ['sum_over_time(endless[8m])', 7, ['{} +Inf']],
    ['avg_over_time(endless[8m])', 7, ['{} +Inf']],
    ['sum_over_time(both[8m])', 7, ['{} NaN']],
    ['avg_over_time(both[8m])', 7, ['{} NaN']],
    // The sum overflows, the mean does not.
    ['sum_over_time(huge[8m])', 7, ['{} +Inf']],
    ['avg_over_time(huge[8m])', 7, ['{} 1.5e+308']],
    // A plain sum would lose the 1.
    ['sum_over_time(tiny[8m])', 7, ['{} 1']],
    ['avg_over_time(tiny[8m]) * 3', 7, ['{} 1']],
  ])('%s at minute %i gives %j', async (query, minute, expected) => {
    expect(await instant(query, minute * MINUTE)).toEqual(expected);
  });

  it.each([
    ['deriv(line[5m])', ['{} 0.05']],
    ['deriv(flat[5m])', ['{} 0']],
    ['deriv(flatinf[5m])', ['{} NaN']],
    // Slope of the least squares through 0 1 4 9 16 a minute apart: 4 per minute, and its value 14 at the last.
    ['deriv(bent[5m]) * 60', ['{} 4']],
    ['predict_linear(bent[5m], 0)', ['{} 14']],
    ['predict_linear(line[5m], 60)', ['{} 25']],
    // The samples come from two minutes ago, the prediction counts from now.
    ['predict_linear(line[3m] offset 2m, 60)', ['{} 25']],
    ['predict_linear(flat[5m], 3600)', ['{} 3']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 4 * MINUTE)).toEqual(expected);
  });

  it('slides its window along a range query', async () => {
    expect(await range('max_over_time(m{a="y"}[2m])', 0, 3 * MINUTE, MINUTE)).toEqual(['{a="y"} 2@0 4@60 4@120 4@180']);
  });

  it('takes a scalar argument that changes from step to step', async () => {
    expect(await range('quantile_over_time(time() / 420, m{a="y"}[10m])', 0, 7 * MINUTE, 7 * MINUTE)).toEqual([
      '{a="y"} 2@0 9@420',
    ]);
  });

  it('fails when dropping names makes two series equal, even where they never meet', async () => {
    await expect(instant('rate({__name__=~"line|bent"}[5m])', 4 * MINUTE)).rejects.toMatchObject({
      errorType: 'execution',
      message: 'vector cannot contain metrics with the same labelset',
    });
    await expect(instant('last_over_time({__name__=~"line|bent"}[5m])', 4 * MINUTE)).resolves.toEqual([
      'bent 16',
      'line 22',
    ]);
  });
});
