import { describe, expect, it } from 'vitest';
import { readDashboardJson } from '../read-dashboard.ts';

const panel = (id: number, group: string, expr: string) => ({
  kind: 'Panel',
  spec: {
    id,
    title: `Panel ${id}`,
    description: '',
    data: {
      kind: 'QueryGroup',
      spec: {
        queries: [
          {
            kind: 'PanelQuery',
            spec: {
              refId: 'A',
              hidden: false,
              query: {
                kind: 'DataQuery',
                group: 'prometheus',
                version: 'v0',
                datasource: { name: 'mimir' },
                spec: { expr, legendFormat: '{{job}}' },
              },
            },
          },
        ],
        transformations: [{ kind: 'Transformation', group: 'reduce', spec: { options: { reducers: ['max'] } } }],
        queryOptions: { interval: '30s', maxDataPoints: 200 },
      },
    },
    vizConfig: {
      kind: 'VizConfig',
      group,
      version: '13.2.3',
      spec: { options: { legend: { calcs: ['max'] } }, fieldConfig: { defaults: { unit: 's' }, overrides: [] } },
    },
  },
});
const item = (name: string, spec: object) => ({
  kind: 'GridLayoutItem',
  spec: { ...spec, element: { kind: 'ElementReference', name } },
});
const spec = {
  title: 'Service',
  tags: ['a'],
  cursorSync: 'Crosshair',
  timeSettings: { from: 'now-1h', to: 'now', autoRefresh: '10s', timezone: 'utc', autoRefreshIntervals: ['5s'] },
  variables: [
    {
      kind: 'QueryVariable',
      spec: {
        name: 'job',
        hide: 'hideLabel',
        refresh: 'onTimeRangeChanged',
        sort: 'alphabeticalAsc',
        multi: true,
        query: {
          kind: 'DataQuery',
          group: 'prometheus',
          datasource: { name: 'mimir' },
          spec: { __legacyStringValue: 'label_values(up, job)' },
        },
      },
    },
    { kind: 'CustomVariable', spec: { name: 'q', query: '0.5,0.9' } },
  ],
  annotations: [],
  elements: { one: panel(1, 'timeseries', 'up'), two: panel(2, 'stat', 'sum(up)') },
  layout: {
    kind: 'GridLayout',
    spec: {
      items: [item('one', { x: 0, y: 0, width: 12, height: 8 }), item('two', { x: 12, y: 0, width: 12, height: 4 })],
    },
  },
};
const resource = { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'abc' }, spec };

describe("a dashboard in Grafana's V2 format", () => {
  it('becomes classic: settings, variables, panels with their queries, options and places', () => {
    const { json, dashboard, notices } = readDashboardJson(resource);
    expect(json).toMatchObject({
      uid: 'abc',
      title: 'Service',
      schemaVersion: 42,
      graphTooltip: 1,
      time: { from: 'now-1h', to: 'now' },
      refresh: '10s',
      timezone: 'utc',
      timepicker: { refresh_intervals: ['5s'] },
      templating: {
        list: [
          {
            name: 'job',
            type: 'query',
            query: 'label_values(up, job)',
            hide: 1,
            refresh: 2,
            sort: 1,
            multi: true,
            datasource: { uid: 'mimir' },
          },
          { name: 'q', type: 'custom', query: '0.5,0.9' },
        ],
      },
    });
    expect(dashboard.panels[0]).toMatchObject({
      id: 1,
      type: 'timeseries',
      pluginVersion: '13.2.3',
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      targets: [{ refId: 'A', expr: 'up', legendFormat: '{{job}}', datasource: { type: 'prometheus', uid: 'mimir' } }],
      fieldConfig: { defaults: { unit: 's' } },
      options: { legend: { calcs: ['max'] } },
      transformations: [{ id: 'reduce', options: { reducers: ['max'] } }],
      interval: '30s',
      maxDataPoints: 200,
    });
    expect(notices.join()).toContain('V2 format');
  });

  it('is read as a bare spec too, rows and tabs become rows, automatic grids columns', () => {
    const auto = { kind: 'AutoGridLayout', spec: { maxColumnCount: 2, items: [item('one', {}), item('two', {})] } };
    const rows = {
      kind: 'RowsLayout',
      spec: {
        rows: [
          { kind: 'RowsLayoutRow', spec: { title: 'Open', layout: auto } },
          {
            kind: 'RowsLayoutRow',
            spec: {
              title: 'Shut',
              collapse: true,
              layout: { kind: 'TabsLayout', spec: { tabs: [{ spec: { title: 'Tab', layout: spec.layout } }] } },
            },
          },
        ],
      },
    };
    const { json, notices } = readDashboardJson({ ...spec, layout: rows });
    const panels = json['panels'] as { type: string; title?: string; gridPos: object; panels?: object[] }[];
    expect(panels.map(({ type, title, gridPos }) => [type, title, gridPos])).toEqual([
      ['row', 'Open', { x: 0, y: 0, w: 24, h: 1 }],
      ['timeseries', 'Panel 1', { x: 0, y: 1, w: 12, h: 9 }],
      ['stat', 'Panel 2', { x: 12, y: 1, w: 12, h: 9 }],
      ['row', 'Shut', { x: 0, y: 10, w: 24, h: 1 }],
    ]);
    expect(panels[3]!.panels).toHaveLength(3);
    expect(json['uid']).toBe('service');
    expect(notices.join()).toContain('Tabs became rows');
  });
});
