import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { instant } = engineOver(
  load(
    60_000,
    `
    v{x="1"} -2.5
    v{x="2"} 0
    v{x="3"} 2.5
    one      1
    two      2
    half     0.5
    negative -1
    endless      Inf
    none     NaN
    a{l="v"} 1
    b{l="v"} 2
    `,
  ),
);

const value = async (query: string): Promise<string> => (await instant(query, 0)).join();

describe('functions of each value', () => {
  it.each([
    ['abs(v)', ['{x="1"} 2.5', '{x="2"} 0', '{x="3"} 2.5']],
    ['ceil(v)', ['{x="1"} -2', '{x="2"} 0', '{x="3"} 3']],
    ['floor(v)', ['{x="1"} -3', '{x="2"} 0', '{x="3"} 2']],
    ['sgn(v)', ['{x="1"} -1', '{x="2"} 0', '{x="3"} 1']],
    // Halves go up, also for negatives.
    ['round(v)', ['{x="1"} -2', '{x="2"} 0', '{x="3"} 3']],
    ['round(v, 2)', ['{x="1"} -2', '{x="2"} 0', '{x="3"} 2']],
    ['round(v, 0.4)', ['{x="1"} -2.4', '{x="2"} 0', '{x="3"} 2.4']],
    ['clamp(v, -1, 1)', ['{x="1"} -1', '{x="2"} 0', '{x="3"} 1']],
    ['clamp(v, 1, -1)', []],
    ['clamp(v, NaN, 1)', ['{x="1"} NaN', '{x="2"} NaN', '{x="3"} NaN']],
    ['clamp_min(v, 1)', ['{x="1"} 1', '{x="2"} 1', '{x="3"} 2.5']],
    ['clamp_max(v, 1)', ['{x="1"} -2.5', '{x="2"} 0', '{x="3"} 1']],
    ['-v', ['{x="1"} 2.5', '{x="2"} -0', '{x="3"} -2.5']],
    ['+v', ['v{x="1"} -2.5', 'v{x="2"} 0', 'v{x="3"} 2.5']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it.each([
    ['exp(one)', '2.71828182846'],
    ['exp(endless)', '+Inf'],
    ['ln(v{x="2"})', '-Inf', '{x="2"} '],
    ['ln(negative)', 'NaN'],
    ['ln(exp(two))', '2'],
    ['log2(half)', '-1'],
    ['log10(one * 1000)', '3'],
    ['sqrt(two)', '1.41421356237'],
    ['sqrt(negative)', 'NaN'],
    ['sgn(none)', 'NaN'],
    ['sin(one)', '0.841470984808'],
    ['cos(one)', '0.540302305868'],
    ['tan(one)', '1.55740772465'],
    ['asin(one)', '1.57079632679'],
    ['asin(two)', 'NaN'],
    ['acos(half)', '1.0471975512'],
    ['atan(one)', '0.785398163397'],
    ['sinh(one)', '1.17520119364'],
    // Not 1.1e308: e^710 is too large, as in Prometheus.
    ['sinh(vector(710))', '+Inf'],
    ['cosh(vector(-710))', '+Inf'],
    ['sinh(vector(-30))', '-5343237290760'],
    ['cosh(one)', '1.54308063482'],
    ['tanh(one)', '0.761594155956'],
    ['asinh(one)', '0.88137358702'],
    ['acosh(two)', '1.31695789692'],
    ['acosh(half)', 'NaN'],
    ['atanh(half)', '0.549306144334'],
    ['atanh(one)', '+Inf'],
    ['deg(one * pi())', '180'],
    ['rad(one * 180)', '3.14159265359'],
  ])('%s is %s', async (query, expected, labels = '{} ') => {
    expect(await value(query)).toBe(labels + expected);
  });

  it('fails when dropping names makes two elements equal', async () => {
    await expect(instant('abs({__name__=~"a|b"})', 0)).rejects.toMatchObject({ errorType: 'execution' });
    await expect(instant('-{__name__=~"a|b"}', 0)).rejects.toMatchObject({ errorType: 'execution' });
  });
});

describe('scalars', () => {
  it.each([
    ['pi()', '3.14159265359'],
    ['time()', '0'],
    ['scalar(one)', '1'],
    ['scalar(v)', 'NaN'],
    ['scalar(nothing)', 'NaN'],
    ['vector(7)', '{} 7'],
    ['5m', '300'],
    ['-2^2', '-4'],
    ['2^-1', '0.5'],
    ['-2^---1*3', '-1.5'],
    ['2^3^2', '512'],
    ['7 - 3 - 2', '2'],
    ['010 + 0x1F + 1_000', '1039'],
    ['1 + 2 * 3 > bool 6', '1'],
    ['NaN != bool NaN', '1'],
    ['NaN == bool NaN', '0'],
    ['-7 % 3', '-1'],
    ['1 % 0', 'NaN'],
    ['1 / 0', '+Inf'],
    ['0 / 0', 'NaN'],
    ['1 ^ NaN', '1'],
    ['-1 ^ Inf', '-1'],
    ['(-1) ^ Inf', '1'],
    ['1 atan2 1', '0.785398163397'],
    ['"text"', 'text'],
  ])('%s is %s', async (query, expected) => {
    expect(await value(query)).toBe(expected);
  });
});
