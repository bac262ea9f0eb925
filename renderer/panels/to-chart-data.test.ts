import { describe, expect, it } from 'vitest';
import { Panel } from '../../core/shared/index.ts';
import { chartTheme } from '../drawing/index.ts';
import { legendModel, toggled } from './legend-model.ts';
import type { PanelData } from './panel-data.ts';
import { TimeSeriesOptions } from './panel-options.ts';
import { styledSeries, toChartModel } from './to-chart-data.ts';

const theme = chartTheme('dark');
const series = (name: string, slot: number, ...values: number[]) => ({
  key: `A ${name}`,
  refId: 'A',
  name,
  labels: {},
  slot,
  values: Float64Array.from(values),
});
const data: PanelData = {
  fromMs: 0,
  toMs: 10_000,
  grid: { startMs: 0, stepMs: 5_000, length: 3 },
  series: [series('Median', 0, 10, 12, NaN), series('99th', 1, 90, 95, 99)],
};
const panel = (fieldConfig: object) => Panel.parse({ type: 'timeseries', fieldConfig });
const view = { bands: [], only: null };

describe('from a panel and its data to a chart', () => {
  it("takes colours in the palette's order, unless the panel names one", () => {
    const plain = styledSeries(panel({}), data, theme);
    expect(plain.map(({ color }) => color)).toEqual(theme.palette.slice(0, 2));
    const override = {
      matcher: { id: 'byName', options: '99th' },
      properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
    };
    const named = styledSeries(panel({ overrides: [override] }), data, theme);
    expect(named[1]!.color).toBe('#f2495c');
  });

  it('reads how lines look, and takes nonsense for the default', () => {
    const custom = { drawStyle: 'sideways', lineWidth: 3, fillOpacity: 20, lineStyle: { fill: 'dash' }, showPoints: 7 };
    const styled = styledSeries(panel({ defaults: { unit: 'ms', min: 0, custom } }), data, theme);
    const model = toChartModel(panel({ defaults: { unit: 'ms', min: 0, custom } }), data, styled, view, theme);
    expect(model.series[0]).toMatchObject({
      style: 'line',
      lineWidth: 3,
      fillOpacity: 0.2,
      fillTo: 'origin',
      points: 'auto',
      dash: [10, 10],
      unit: 'ms',
    });
    expect(model.axis).toMatchObject({ unit: 'ms', min: 0, max: null });
  });

  it('stacks what is shown, and draws nothing that is switched off', () => {
    const stacking = panel({ defaults: { custom: { stacking: { mode: 'normal' } } } });
    const all = styledSeries(stacking, data, theme);
    const both = toChartModel(stacking, data, all, view, theme);
    expect([...both.series[1]!.drawn]).toEqual([100, 107, 99]);
    expect([...both.series[1]!.values]).toEqual([90, 95, 99]);
    const alone = toChartModel(stacking, data, all, { ...view, only: new Set(['A 99th']) }, theme);
    expect(alone.series.map(({ name, drawn }) => [name, ...drawn])).toEqual([['99th', 90, 95, 99]]);
  });

  it('draws thresholds only where the panel asks for them', () => {
    const thresholds = {
      mode: 'absolute',
      steps: [
        { color: 'green', value: null },
        { color: 'red', value: 50 },
      ],
    };
    const plain = panel({ defaults: { thresholds } });
    expect(toChartModel(plain, data, [], view, theme).thresholds).toEqual([]);
    const lines = panel({ defaults: { thresholds, custom: { thresholdsStyle: { mode: 'dashed+area' } } } });
    expect(toChartModel(lines, data, [], view, theme).thresholds[1]).toEqual({
      value: 50,
      color: '#f2495c',
      dash: true,
      area: true,
      line: true,
    });
  });
});

describe('the legend', () => {
  const options = (legend: object) => TimeSeriesOptions.parse({ legend }).legend;
  const all = styledSeries(panel({ defaults: { unit: 'ms' } }), data, theme);

  it('says the last values when no calculation was asked for', () => {
    const legend = legendModel(all, options({}), null);
    expect(legend?.items.map(({ name, values }) => [name, ...values])).toEqual([
      ['Median', '12 ms'],
      ['99th', '99 ms'],
    ]);
  });

  it('has a column per calculation', () => {
    const legend = legendModel(all, options({ displayMode: 'table', calcs: ['min', 'max'] }), new Set(['A 99th']));
    expect(legend).toMatchObject({
      mode: 'table',
      columns: ['Min', 'Max'],
      items: [
        { values: ['10 ms', '12 ms'], isHidden: true },
        { values: ['90 ms', '99 ms'], isHidden: false },
      ],
    });
  });

  it('can be switched off', () => {
    expect(legendModel(all, options({ showLegend: false }), null)).toBeNull();
  });
});

describe('clicking in the legend', () => {
  const keys = ['a', 'b', 'c'];
  it('shows one series alone, and all again at the second click', () => {
    const alone = toggled(null, 'b', true, keys);
    expect(alone).toEqual(new Set(['b']));
    expect(toggled(alone, 'b', true, keys)).toBeNull();
    expect(toggled(alone, 'c', true, keys)).toEqual(new Set(['c']));
  });

  it('with Ctrl takes one away or adds it', () => {
    const two = toggled(null, 'b', false, keys);
    expect(two).toEqual(new Set(['a', 'c']));
    expect(toggled(two, 'b', false, keys)).toBeNull();
    expect(toggled(new Set(['a']), 'a', false, keys)).toBeNull();
  });
});
