import { expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { engine, instant, range } = engineOver(load(60_000, 'v{x="a"} 3\nv{x="b"} NaN\nv{x="c"} 1\nv{x="d"} 2'));

it.each([
  ['sort(v)', ['c', 'd', 'a', 'b']],
  ['sort_desc(v)', ['a', 'd', 'c', 'b']],
])('%s puts NaN last', async (query, expected) => {
  expect((await instant(query, 0, true)).map((line) => /"(.)"/.exec(line)![1])).toEqual(expected);
});

it('has no effect in a range query, and says so', async () => {
  const { warnings } = await engine.range('sort_desc(v)', 0, 60_000, 60_000);
  expect(warnings).toEqual([
    'PromQL warning: sort is ineffective for range queries since results are always ordered by labels',
  ]);
  expect(await range('sort_desc(v{x=~"a|c"})', 0, 60_000, 60_000)).toEqual(['v{x="a"} 3@0 3@60', 'v{x="c"} 1@0 1@60']);
});
