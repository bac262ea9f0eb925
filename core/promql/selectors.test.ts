import { describe, expect, it } from 'vitest';
import { engineOver, load } from './testing/notation.ts';

const MINUTE = 60_000;

const { instant, range } = engineOver(
  load(
    MINUTE,
    `
    m{job="a"}            0 1 2 3 4 5 6 7 8 9 10
    m{job="b"}            0 10 20 stale _ _ 60 70 80 90 100
    m{job="c",zone="z"}   5 _ _ _ _ _ _ _ _ _ _
    weird                 NaN 1 NaN
    requests{le="0.5"}    1x10
    {"dotted.name"}       7x10
    `,
  ),
);

describe('an instant selector', () => {
  it.each([
    ['m{job="a"}', 2 * MINUTE, ['m{job="a"} 2']],
    ['m{job="a"}', 2 * MINUTE + 59_999, ['m{job="a"} 2']],
    ['m', 0, ['m{job="a"} 0', 'm{job="b"} 0', 'm{job="c", zone="z"} 5']],
    ['m{zone="z"}', 5 * MINUTE - 1, ['m{job="c", zone="z"} 5']],
    // Left-open: a sample exactly as old as the lookback is gone.
    ['m{zone="z"}', 5 * MINUTE, []],
    ['m{job="b"}', 3 * MINUTE - 1, ['m{job="b"} 20']],
    ['m{job="b"}', 3 * MINUTE, []],
    ['m{job="b"}', 5 * MINUTE, []],
    ['m{job="b"}', 6 * MINUTE, ['m{job="b"} 60']],
    ['weird', 2 * MINUTE, ['weird NaN']],
    ['m{job="a"}', -1, []],
    ['{"dotted.name"}', 0, ['dotted.name 7']],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });

  it.each([
    ['m{zone=""}', ['m{job="a"} 1', 'm{job="b"} 10']],
    ['m{zone!="z"}', ['m{job="a"} 1', 'm{job="b"} 10']],
    ['m{zone!=""}', ['m{job="c", zone="z"} 5']],
    ['m{zone=~".+"}', ['m{job="c", zone="z"} 5']],
    ['m{zone=~"|y"}', ['m{job="a"} 1', 'm{job="b"} 10']],
    ['m{zone!~"z|"}', []],
    ['m{job=~"a|b",job!="a"}', ['m{job="b"} 10']],
    // Anchored at both ends.
    ['{__name__=~"equest"}', []],
    ['{__name__=~".equest."}', ['requests{le="0.5"} 1']],
    ['requests{le=~"0.5"}', ['requests{le="0.5"} 1']],
  ])('%s matches %j', async (query, expected) => {
    expect(await instant(query, MINUTE)).toEqual(expected);
  });

  it('looks as far back as it is told', async () => {
    const { engine } = engineOver(load(MINUTE, 'm 1'));
    const { value } = await engine.instant('m', 10 * MINUTE, { lookbackMs: 10 * MINUTE + 1 });
    expect(value).toMatchObject({ series: [{ value: 1, timestampMs: 10 * MINUTE }] });
  });
});

describe('offset and @', () => {
  it.each([
    ['m{job="a"} offset 1m', 5 * MINUTE, ['m{job="a"} 4']],
    ['m{job="a"} offset -1m', 5 * MINUTE, ['m{job="a"} 6']],
    ['m{job="a"} offset 60', 5 * MINUTE, ['m{job="a"} 4']],
    ['m{job="a"} @ 180', 0, ['m{job="a"} 3']],
    ['m{job="a"} @ 180.5', 0, ['m{job="a"} 3']],
    ['m{job="a"} @ 3m', 0, ['m{job="a"} 3']],
    ['m{job="a"} @ 180 offset 1m', 0, ['m{job="a"} 2']],
    ['m{job="a"} offset 1m @ 180', 0, ['m{job="a"} 2']],
    ['m{job="a"} @ start()', 2 * MINUTE, ['m{job="a"} 2']],
    ['m{job="a"} @ end() - m{job="a"}', 2 * MINUTE, ['{job="a"} 0']],
    ['m{job="a"} offset 5m * 2', 6 * MINUTE, ['{job="a"} 2']],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });

  it('pins a selector to the ends of the whole range query at every step', async () => {
    expect(await range('m{job="a"} @ end() - m{job="a"} @ start()', MINUTE, 3 * MINUTE, MINUTE)).toEqual([
      '{job="a"} 2@60 2@120 2@180',
    ]);
  });
});

describe('a range selector', () => {
  it.each([
    // Left-open: five minutes of a sample a minute are five samples, not six.
    ['m{job="a"}[5m]', 5 * MINUTE, ['m{job="a"} 1@60 2@120 3@180 4@240 5@300']],
    ['m{job="a"}[1m]', 5 * MINUTE, ['m{job="a"} 5@300']],
    ['m{job="a"}[2m] offset 1m', 5 * MINUTE, ['m{job="a"} 3@180 4@240']],
    ['m{job="a"}[2m] @ 120', 5 * MINUTE, ['m{job="a"} 1@60 2@120']],
    // A staleness marker is left out and does not cut the window.
    ['m{job="b"}[5m]', 6 * MINUTE, ['m{job="b"} 20@120 60@360']],
    ['m{job="b"}[1m]', 3 * MINUTE, []],
    ['m{job="a"}[59999ms]', 5 * MINUTE - 1, []],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });
});

describe('a subquery', () => {
  it.each([
    ['m{job="a"}[3m:1m]', 5 * MINUTE, ['m{job="a"} 3@180 4@240 5@300']],
    ['m{job="a"}[3m:]', 5 * MINUTE, ['m{job="a"} 3@180 4@240 5@300']],
    // The grid lies on multiples of the step, whatever the query's time.
    ['m{job="a"}[2m:1m]', 5 * MINUTE + 30_000, ['m{job="a"} 4@240 5@300']],
    ['m{job="a"}[1m:40s]', 5 * MINUTE, ['m{job="a"} 4@280']],
    ['m{job="a"}[2m:1m] offset 1m', 5 * MINUTE, ['m{job="a"} 3@180 4@240']],
    ['m{job="a"}[2m:1m] @ 120', 5 * MINUTE, ['m{job="a"} 1@60 2@120']],
    ['vector(time())[2m:1m]', 5 * MINUTE, ['{} 240@240 300@300']],
    ['max_over_time(m{job="a"}[3m:1m])[2m:1m]', 5 * MINUTE, ['{job="a"} 4@240 5@300']],
    ['sum_over_time(m{job="a"}[2m:1m])', 5 * MINUTE, ['{job="a"} 9']],
    ['sum_over_time((m{job="a"} @ end())[2m:1m])', 5 * MINUTE, ['{job="a"} 10']],
    ['m{job="a"}[10s:1m]', 5 * MINUTE + 20_000, []],
  ])('%s at %i ms gives %j', async (query, atMs, expected) => {
    expect(await instant(query, atMs)).toEqual(expected);
  });

  it('slides over one grid in a range query', async () => {
    expect(await range('sum_over_time(m{job="a"}[2m:1m])', 2 * MINUTE, 4 * MINUTE, 30_000)).toEqual([
      '{job="a"} 3@120 3@150 5@180 5@210 7@240',
    ]);
  });
});

describe('a range query', () => {
  it('leaves out the steps where a series has no value', async () => {
    expect(await range('m{job="b"}', 2 * MINUTE, 7 * MINUTE, MINUTE)).toEqual(['m{job="b"} 20@120 60@360 70@420']);
  });

  it('gives a scalar as one series without labels', async () => {
    expect(await range('time() + 1', 0, 2 * MINUTE, MINUTE)).toEqual(['{} 1@0 61@60 121@120']);
  });

  it('stops at the last step that is not past the end', async () => {
    expect(await range('vector(1)', 0, 2 * MINUTE - 1, MINUTE)).toEqual(['{} 1@0 1@60']);
  });

  it('sorts its series by labels', async () => {
    expect(await range('m or weird', 0, 0, MINUTE)).toEqual([
      'm{job="a"} 0@0',
      'm{job="b"} 0@0',
      'm{job="c", zone="z"} 5@0',
      'weird NaN@0',
    ]);
  });
});
