import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { instant, range, remarks } = engineOver(
  load(
    60_000,
    `
    req{job="api",inst="1",code="200"} 10 10
    req{job="api",inst="2",code="200"} 20 50
    req{job="api",inst="2",code="500"} 5 5
    req{job="web",inst="3",code="200"} 40 30
    req{job="web",inst="4",code="500"} NaN NaN
    big{n="1"}   1e100
    big{n="2"}   1
    big{n="3"}   -1e100
    over{n="1"}  1.5e308
    over{n="2"}  1.5e308
    ends{n="1"}  Inf
    ends{n="2"}  -Inf
    ends{n="3"}  1
    zero{n="1"}  0
    zero{n="2"}  -0
    zero{n="3"}  1e-7
    `,
  ),
);

const api = 'req{job="api"}';

describe('aggregation', () => {
  it.each([
    [`sum(${api})`, ['{} 35']],
    [`sum by (code) (${api})`, ['{code="200"} 30', '{code="500"} 5']],
    [`sum(${api}) by (code, missing)`, ['{code="200"} 30', '{code="500"} 5']],
    [`sum without (inst, code) (${api})`, ['{job="api"} 35']],
    [
      `sum without () (${api})`,
      [
        '{code="200", inst="1", job="api"} 10',
        '{code="200", inst="2", job="api"} 20',
        '{code="500", inst="2", job="api"} 5',
      ],
    ],
    [`sum by (__name__) (${api})`, ['req 35']],
    [`SUM BY (job) (req{code="200"})`, ['{job="api"} 30', '{job="web"} 40']],
    ['sum by (job) (req)', ['{job="api"} 35', '{job="web"} NaN']],
    [`avg(${api})`, ['{} 11.6666666667']],
    ['count by (job) (req)', ['{job="api"} 3', '{job="web"} 2']],
    ['min by (job) (req)', ['{job="api"} 5', '{job="web"} 40']],
    ['max by (job) (req)', ['{job="api"} 20', '{job="web"} 40']],
    ['min(req{inst="4"})', ['{} NaN']],
    ['group by (job) (req)', ['{job="api"} 1', '{job="web"} 1']],
    // Population variance of 10, 20, 5 about 35/3.
    [`stdvar(${api})`, ['{} 38.8888888889']],
    [`stddev(${api})`, ['{} 6.23609564462']],
    ['stddev(req)', ['{} NaN']],
    ['stdvar(req{inst="1"})', ['{} 0']],
    ['stdvar(ends{n="1"})', ['{} NaN']],
    // Nothing in, nothing out: never 0.
    ['sum(nothing)', []],
    ['count(nothing)', []],
    ['count(nothing) or vector(0)', ['{} 0']],
    // A plain sum would lose the 1, and an average would overflow.
    ['sum(big)', ['{} 1']],
    ['avg(over)', ['{} 1.5e+308']],
    ['sum(over)', ['{} +Inf']],
    ['sum(ends)', ['{} NaN']],
    ['avg(ends{n!="2"})', ['{} +Inf']],
    ['max(ends)', ['{} +Inf']],
    ['min(ends)', ['{} -Inf']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });
});

describe('quantile', () => {
  it.each([
    [`quantile(0.5, ${api})`, ['{} 10']],
    [`quantile(0.75, ${api})`, ['{} 15']],
    [`quantile(0, ${api})`, ['{} 5']],
    [`quantile(1, ${api})`, ['{} 20']],
    [`quantile(-1, ${api})`, ['{} -Inf']],
    [`quantile(2, ${api})`, ['{} +Inf']],
    [`quantile(NaN, ${api})`, ['{} NaN']],
    // NaN is the lowest.
    ['quantile by (job) (0, req)', ['{job="api"} 5', '{job="web"} NaN']],
    ['quantile by (job) (1, req)', ['{job="api"} 20', '{job="web"} 40']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it('warns of a quantile outside [0, 1]', async () => {
    expect(await remarks(`quantile(1.5, ${api})`, 0)).toEqual([
      'PromQL warning: quantile value should be between 0 and 1, got 1.5 (1:10)',
    ]);
  });
});

describe('topk and bottomk', () => {
  it.each([
    ['topk(2, req)', ['req{code="200", inst="3", job="web"} 40', 'req{code="200", inst="2", job="api"} 20']],
    ['bottomk(2, req)', ['req{code="500", inst="2", job="api"} 5', 'req{code="200", inst="1", job="api"} 10']],
    ['topk by (job) (1, req)', ['req{code="200", inst="2", job="api"} 20', 'req{code="200", inst="3", job="web"} 40']],
    // NaN counts as worst for both, but is there when there is room.
    [
      'topk(9, req{job="web"})',
      ['req{code="200", inst="3", job="web"} 40', 'req{code="500", inst="4", job="web"} NaN'],
    ],
    [
      'bottomk(9, req{job="web"})',
      ['req{code="200", inst="3", job="web"} 40', 'req{code="500", inst="4", job="web"} NaN'],
    ],
    ['topk(1.9, req)', ['req{code="200", inst="3", job="web"} 40']],
    ['topk(0, req)', []],
    ['topk(-3, req)', []],
  ])('%s gives %j, in order', async (query, expected) => {
    expect(await instant(query, 0, true)).toEqual(expected);
  });

  it('chooses anew at each step, so that more than k series may appear', async () => {
    expect(await range('topk(1, req)', 0, 60_000, 60_000)).toEqual([
      'req{code="200", inst="2", job="api"} 50@60',
      'req{code="200", inst="3", job="web"} 40@0',
    ]);
  });

  it('takes a k that changes from step to step', async () => {
    expect(await range('count(topk(time() / 60, req))', 0, 60_000, 60_000)).toEqual(['{} 1@60']);
  });

  it.each(['topk(NaN, req)', 'bottomk(1e30, req)', 'topk(-Inf, nothing)'])('%s fails', async (query) => {
    await expect(instant(query, 0)).rejects.toMatchObject({ errorType: 'execution' });
  });
});

describe('count_values', () => {
  it.each([
    ['count_values("v", req{code="200"})', ['{v="10"} 1', '{v="20"} 1', '{v="40"} 1']],
    [
      'count_values by (job) ("v", req)',
      [
        '{job="api", v="10"} 1',
        '{job="api", v="20"} 1',
        '{job="api", v="5"} 1',
        '{job="web", v="40"} 1',
        '{job="web", v="NaN"} 1',
      ],
    ],
    ['count_values without (inst, code, job) ("v", req > 15)', ['{v="20"} 1', '{v="40"} 1']],
    // An existing label is overwritten before grouping.
    ['count_values("job", sum by (job) (group by (job, inst) (req)))', ['{job="2"} 2']],
    // As text without exponents; 0 and −0 differ.
    ['count_values("v", zero)', ['{v="-0"} 1', '{v="0"} 1', '{v="0.0000001"} 1']],
    ['count_values("v", ends)', ['{v="+Inf"} 1', '{v="-Inf"} 1', '{v="1"} 1']],
    ['count_values("v", group by (job) (req))', ['{v="1"} 2']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 0)).toEqual(expected);
  });

  it('counts at each step of a range query', async () => {
    expect(await range('count_values("v", req{inst=~"1|2",code="200"})', 0, 60_000, 60_000)).toEqual([
      '{v="10"} 1@0 1@60',
      '{v="20"} 1@0',
      '{v="50"} 1@60',
    ]);
  });

  it('refuses an empty label name', async () => {
    await expect(instant('count_values("", req)', 0)).rejects.toMatchObject({ errorType: 'execution' });
  });
});
