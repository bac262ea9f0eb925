import { describe, expect, it } from 'vitest';
import { type Answer, toPanelData } from './panel-data.ts';

const plan = { fromMs: 1_000, toMs: 41_000, grid: { startMs: 0, stepMs: 10_000, length: 5 } };
const answer = (series: Answer['series'], legendFormat = '{{a}}', refId = 'A'): Answer => ({
  query: { refId, expr: 'x', legendFormat, kind: 'range' },
  series,
});
const range = (labels: Record<string, string>, ...samples: [number, number][]) => ({
  labels,
  timestampsMs: samples.map(([timeMs]) => timeMs),
  values: samples.map(([, value]) => value),
});

describe('the data of a panel', () => {
  it('lie on its grid, with nothing where a sample is missing', () => {
    const { series } = toPanelData([answer([range({ a: '1' }, [0, 5], [10_000, 6], [40_000, 7])])], plan, new Map());
    expect([...series[0]!.values]).toEqual([5, 6, NaN, NaN, 7]);
  });

  it('of an instant stand at the end', () => {
    const { series } = toPanelData([answer([{ labels: {}, timestampMs: 40_000, value: 3 }])], plan, new Map());
    expect(series[0]!.values.at(-1)).toBe(3);
  });

  it('keep their colours when a series before them goes', () => {
    const slots = new Map<string, number>();
    const colors = (...names: string[]) =>
      toPanelData([answer(names.map((a) => range({ a })))], plan, slots).series.map(({ name, slot }) => [name, slot]);
    expect(colors('Egg', 'Rice', 'Soup')).toEqual([
      ['Egg', 0],
      ['Rice', 1],
      ['Soup', 2],
    ]);
    expect(colors('Soup', 'Bread')).toEqual([
      ['Soup', 2],
      ['Bread', 3],
    ]);
  });

  it('of buckets stand in the order of their bounds', () => {
    const buckets = ['+Inf', '10', '2.5', '0.5'].map((le) => range({ le }));
    const { series } = toPanelData([answer(buckets, '{{le}}')], plan, new Map());
    expect(series.map(({ name }) => name)).toEqual(['0.5', '2.5', '10', '+Inf']);
  });

  it('of two queries may have the same name', () => {
    const { series } = toPanelData([answer([range({})], 'p', 'A'), answer([range({})], 'p', 'B')], plan, new Map());
    expect(series.map(({ key, name }) => [key, name])).toEqual([
      ['A p 1', 'p 1'],
      ['B p 2', 'p 2'],
    ]);
  });
});
