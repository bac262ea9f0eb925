import { expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { instant, range } = engineOver(load(60_000, 'up{job="a"} 1 1 stale _ _ _ _ _ 1'));

it.each([
  ['absent(up)', []],
  ['absent(down)', ['{} 1']],
  ['absent(down{job="a",code="1"})', ['{code="1", job="a"} 1']],
  // A label with more than one matcher, or with one that is no `=`, is not promised.
  ['absent(down{job="a",job="b",code="1"})', ['{code="1"} 1']],
  ['absent(down{job!="a",code=~"1"})', ['{} 1']],
  ['absent((down{job="a"}))', ['{job="a"} 1']],
  ['absent(sum(down{job="a"}))', ['{} 1']],
  ['absent_over_time(down{job="a"}[5m])', ['{job="a"} 1']],
  ['absent_over_time(up[5m])', []],
  ['absent_over_time(sum(down)[5m:])', ['{} 1']],
])('%s gives %j', async (query, expected) => {
  expect(await instant(query, 60_000)).toEqual(expected);
});

it('decides at every step anew', async () => {
  expect(await range('absent(up)', 0, 480_000, 120_000)).toEqual(['{} 1@120 1@240 1@360']);
  expect(await range('absent_over_time(up[2m])', 0, 480_000, 120_000)).toEqual(['{} 1@240 1@360']);
});
