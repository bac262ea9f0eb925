import { stringify } from 'yaml';
import { dataSourceUid as dataSource } from '../../dashboards/index.ts';
import type { StackServiceName } from '../../shared/index.ts';

/** Grafana puts the environment's variables in for `$NAME` in these files, and a lone `$` for `$$`. */
const escaped = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, escaped(inner)]));
};

export const grafanaDataSources = (services: readonly StackServiceName[], scrapeInterval: string): string =>
  stringify({
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: dataSource,
        uid: dataSource,
        type: 'prometheus',
        access: 'proxy',
        url: 'http://prometheus:9090',
        isDefault: true,
        editable: false,
        jsonData: {
          timeInterval: scrapeInterval,
          httpMethod: 'POST',
          manageAlerts: true,
          prometheusType: 'Prometheus',
        },
      },
      ...(services.includes('alertmanager')
        ? [
            {
              name: 'alertmanager',
              uid: 'alertmanager',
              type: 'alertmanager',
              access: 'proxy',
              url: 'http://alertmanager:9093',
              editable: false,
              jsonData: { implementation: 'prometheus' },
            },
          ]
        : []),
    ],
  });

/** Folders of Grafana are those the files lie in. */
export const grafanaDashboardProvider = (): string =>
  stringify({
    apiVersion: 1,
    providers: [
      {
        name: 'telltale',
        orgId: 1,
        type: 'file',
        disableDeletion: false,
        updateIntervalSeconds: 5,
        allowUiUpdates: true,
        options: { path: '/var/lib/telltale/dashboards', foldersFromFilesStructure: true },
      },
    ],
  });

export interface GrafanaAlertingInput {
  /** Job of the model's service. */
  job: string;
  /** Address that is told of alerts, or null: they are then only to be seen in Grafana. */
  webhookUrl: string | null;
}

/** The two alerts of the tutorial, built as one would click them together: queries, reduce, math, threshold. */
export function grafanaAlerting({ job, webhookUrl }: GrafanaAlertingInput): string {
  const failedOf = (status: string) =>
    `sum(rate(http_requests_total{job="${job}",handler="/predict",status="${status}"}[1m]))`;
  const confidence = `sum(rate(prediction_confidence_sum{job="${job}"}[1m])) / sum(rate(prediction_confidence_count{job="${job}"}[1m]))`;
  const orgId = 1;
  const receiver = webhookUrl === null ? null : 'telltale';
  const common = {
    for: '1m',
    execErrState: 'Error',
    isPaused: false,
    ...(receiver === null ? {} : { notification_settings: { receiver } }),
  };
  return stringify(
    escaped({
      apiVersion: 1,
      groups: [
        {
          orgId,
          name: 'Food11',
          folder: 'Tutorial',
          interval: '30s',
          rules: [
            {
              ...common,
              uid: 'telltale-failed-requests',
              title: 'Failed requests',
              condition: 'F',
              noDataState: 'OK',
              labels: { severity: 'page' },
              annotations: { summary: 'More than 20 requests a second fail.' },
              data: [
                query('A', failedOf('4xx')),
                query('B', failedOf('5xx')),
                reduce('C', 'A', { mode: 'replaceNN', replaceWithValue: 0 }),
                reduce('D', 'B', { mode: 'replaceNN', replaceWithValue: 0 }),
                expression('E', { type: 'math', expression: '$C + $D' }),
                threshold('F', 'E', 'gt', 20),
              ],
            },
            {
              ...common,
              uid: 'telltale-low-confidence',
              title: 'Low prediction confidence',
              condition: 'C',
              noDataState: 'NoData',
              labels: { severity: 'ticket' },
              annotations: { summary: 'The mean confidence of predictions is below 0.75.' },
              data: [query('A', confidence), reduce('B', 'A', { mode: 'dropNN' }), threshold('C', 'B', 'lt', 0.75)],
            },
          ],
        },
      ],
      ...(webhookUrl === null
        ? { deleteContactPoints: [{ orgId, uid: 'telltale' }] }
        : {
            contactPoints: [
              {
                orgId,
                name: 'telltale',
                receivers: [{ uid: 'telltale', type: 'webhook', settings: { url: webhookUrl, httpMethod: 'POST' } }],
              },
            ],
          }),
    }),
  );
}

const query = (refId: string, expr: string) => ({
  refId,
  datasourceUid: dataSource,
  relativeTimeRange: { from: 600, to: 0 },
  model: { refId, expr, instant: true, range: false, intervalMs: 1000, maxDataPoints: 43_200 },
});

const expression = (refId: string, model: object) => ({
  refId,
  datasourceUid: '__expr__',
  relativeTimeRange: { from: 0, to: 0 },
  model: { refId, datasource: { type: '__expr__', uid: '__expr__' }, ...model },
});

const reduce = (refId: string, input: string, settings: object) =>
  expression(refId, { type: 'reduce', reducer: 'last', expression: input, settings });

const threshold = (refId: string, input: string, type: 'gt' | 'lt', limit: number) =>
  expression(refId, { type: 'threshold', expression: input, conditions: [{ evaluator: { type, params: [limit] } }] });
