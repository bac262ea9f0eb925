import { expect, it } from 'vitest';
import { Panel } from '../../core/shared/index.ts';
import { heatmapModel } from './heatmap-model.ts';

const data = (rows: Record<string, number[]>) => ({
  fromMs: 0,
  toMs: 10,
  grid: { startMs: 0, stepMs: 5, length: 3 },
  series: Object.entries(rows).map(([le, values], slot) => ({
    key: le,
    refId: 'A',
    name: le,
    labels: { le },
    slot,
    values: Float64Array.from(values),
  })),
});
const panel = (format: string) => Panel.parse({ type: 'heatmap', targets: [{ expr: 'x', format }] });
const cumulative = data({ '10': [3, 4, NaN], '+Inf': [3, 9, 1], '2.5': [1, 4, NaN] });
const shown = (format: string) =>
  heatmapModel(panel(format), cumulative).rows.map(({ name, values }) => [name, [...values]]);

it('a heatmap shows what fell between the bounds of a histogram, in their order', () => {
  expect(shown('heatmap')).toEqual([
    ['2.5', [1, 4, NaN]],
    ['10', [2, 0, NaN]],
    ['+Inf', [0, 5, 1]],
  ]);
  expect(heatmapModel(panel('heatmap'), cumulative).extent).toEqual({ min: 1, max: 5 });
});

it('or the series as they are where nobody asked for that', () => {
  expect(shown('time_series')[1]).toEqual(['10', [3, 4, NaN]]);
  expect(heatmapModel(panel('heatmap'), data({})).extent).toBeNull();
});
