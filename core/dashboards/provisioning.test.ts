import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisioningFiles } from './provisioning.ts';

const groups = [
  {
    name: 'Food11',
    interval: '15s',
    rules: [
      { record: 'job:up:sum', expr: 'sum by (job) (up)' },
      {
        alert: 'Error responses',
        expr: 'sum(rate(x_total{path=~"a$"}[1m])) > 20',
        for: '1m',
        labels: { severity: 'warning' },
        annotations: { summary: '{{ $value }} on {{ $labels.job }}', __dashboardUid__: 'service', __panelId__: '4' },
      },
    ],
  },
  { name: 'Recorded only', rules: [{ record: 'a', expr: 'b' }] },
];
const files = provisioningFiles(
  [
    { id: 7, uid: 'service', title: 'Service', panels: [], strange: true },
    { uid: 'Service', title: 'Another', panels: [] },
  ],
  groups,
);
const yaml = (path: string) => parse(files.get(path)!) as Record<string, never>;

describe('the files of a Grafana set up by files', () => {
  it('hold each dashboard under a name of its own, without the id it had here', () => {
    expect([...files.keys()].filter((path) => path.startsWith('dashboards/'))).toEqual([
      'dashboards/service.json',
      'dashboards/service-2.json',
    ]);
    expect(JSON.parse(files.get('dashboards/service.json')!)).toEqual({
      id: null,
      uid: 'service',
      title: 'Service',
      panels: [],
      strange: true,
    });
  });

  it('name the data source as the dashboards do', () => {
    expect(yaml('provisioning/datasources/telltale.yaml')).toMatchObject({
      apiVersion: 1,
      datasources: [{ uid: 'prometheus', name: 'prometheus', type: 'prometheus' }],
    });
    expect(yaml('provisioning/dashboards/telltale.yaml')).toMatchObject({
      providers: [{ type: 'file', options: { path: '/var/lib/grafana/dashboards' } }],
    });
  });

  it('make alerting rules fire where their expression gives a sample, and keep what dollars mean', () => {
    expect(yaml('provisioning/alerting/telltale.yaml')).toMatchObject({
      apiVersion: 1,
      groups: [
        {
          name: 'Food11',
          interval: '20s',
          rules: [
            {
              title: 'Error responses',
              condition: 'B',
              for: '1m',
              noDataState: 'OK',
              dashboardUid: 'service',
              panelId: 4,
              labels: { severity: 'warning' },
              annotations: { summary: '{{ $$values.A.Value }} on {{ $$labels.job }}' },
              data: [
                { refId: 'A', model: { instant: true, expr: 'sum(rate(x_total{path=~"a$$"}[1m])) > 20' } },
                {
                  refId: 'B',
                  model: { type: 'math', expression: expect.stringContaining('is_number($$A)') as string },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(yaml('provisioning/alerting/telltale.yaml')['groups']).toHaveLength(1);
  });
});
