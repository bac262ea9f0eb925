import { describe, expect, it } from 'vitest';
import { modernPanel } from './modern-panel.ts';

describe('panels of earlier versions', () => {
  it('a graph is drawn as a time series with its axis, lines, colours, thresholds and legend', () => {
    const graph = {
      id: 3,
      type: 'graph',
      title: 'Requests',
      targets: [{ refId: 'A', expr: 'up' }],
      yaxes: [{ format: 'reqps', min: '0', max: null, label: 'per second', logBase: 10 }, { format: 'short' }],
      fill: 2,
      linewidth: 3,
      stack: true,
      nullPointMode: 'connected',
      aliasColors: { errors: '#ff0000' },
      seriesOverrides: [{ alias: '/^max/', linewidth: 0, yaxis: 2 }, { color: 'no alias' }],
      thresholds: [{ value: 20, colorMode: 'critical', line: true, fill: true, op: 'gt' }],
      legend: { show: true, alignAsTable: true, rightSide: true, avg: true, current: true, min: false },
      tooltip: { shared: true, sort: 2 },
    };
    const panel = modernPanel(graph);
    expect(panel).toMatchObject({
      id: 3,
      type: 'timeseries',
      targets: graph.targets,
      fieldConfig: {
        defaults: {
          unit: 'reqps',
          min: 0,
          custom: {
            drawStyle: 'line',
            lineWidth: 3,
            fillOpacity: 20,
            spanNulls: true,
            stacking: { mode: 'normal' },
            axisLabel: 'per second',
            scaleDistribution: { type: 'log', log: 10 },
            thresholdsStyle: { mode: 'line+area' },
          },
          thresholds: { steps: [{ value: null }, { value: 20, color: 'red' }] },
        },
        overrides: [
          { matcher: { id: 'byName', options: 'errors' }, properties: [{ id: 'color' }] },
          {
            matcher: { id: 'byRegexp', options: '/^max/' },
            properties: [
              { id: 'custom.lineWidth', value: 0 },
              { id: 'custom.axisPlacement', value: 'right' },
            ],
          },
        ],
      },
      options: {
        legend: { displayMode: 'table', placement: 'right', calcs: ['mean', 'lastNotNull'] },
        tooltip: { mode: 'multi', sort: 'desc' },
      },
    });
    expect(panel['fieldConfig']).not.toHaveProperty('defaults.max');
  });

  it('a single stat is a stat with its reduction, words, colours and value texts', () => {
    expect(
      modernPanel({
        type: 'singlestat',
        format: 'percent',
        valueName: 'current',
        thresholds: '50, 80',
        colors: ['green', 'orange', 'red'],
        colorBackground: true,
        sparkline: { show: true },
        decimals: 1,
        nullText: 'none',
        valueMaps: [
          { op: '=', value: '1', text: 'up' },
          { value: 'null', text: 'unknown' },
        ],
      }),
    ).toMatchObject({
      type: 'stat',
      options: { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'background', graphMode: 'area' },
      fieldConfig: {
        defaults: {
          unit: 'percent',
          decimals: 1,
          noValue: 'none',
          thresholds: {
            steps: [
              { color: 'green', value: null },
              { color: 'orange', value: 50 },
              { color: 'red', value: 80 },
            ],
          },
          mappings: [
            { type: 'value', options: { '1': { text: 'up' } } },
            { type: 'special', options: { match: 'null', result: { text: 'unknown' } } },
          ],
        },
      },
    });
  });

  it('a single stat with a gauge is a gauge', () => {
    const gauge = { show: true, minValue: 0, maxValue: 100, thresholdLabels: true };
    expect(modernPanel({ type: 'singlestat', gauge, thresholds: '' })).toMatchObject({
      type: 'gauge',
      options: { showThresholdLabels: true, reduceOptions: { calcs: ['mean'] } },
      fieldConfig: { defaults: { min: 0, max: 100 } },
    });
  });

  it('panels inside of a collapsed row as well, and those of today are left alone', () => {
    const row = { type: 'row', collapsed: true, panels: [{ type: 'table-old' }, { type: 'stat', options: { a: 1 } }] };
    expect(modernPanel(row)['panels']).toEqual([{ type: 'table' }, { type: 'stat', options: { a: 1 } }]);
  });
});
