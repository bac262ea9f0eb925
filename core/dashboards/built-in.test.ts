import { fileURLToPath } from 'node:url';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import type { Panel } from '../shared/index.ts';
import { openDashboards } from './open-dashboards.ts';

const builtInDir = fileURLToPath(new URL('../../assets/dashboards', import.meta.url));
const dashboards = openDashboards({ builtInDir, userDir: `${builtInDir}/none` });
const all = dashboards.list().map(({ uid }) => dashboards.get(uid)!);
const exprs = (panel: Panel | undefined) => panel?.targets?.map(({ expr }) => expr.replace(/\s+/g, ' '));

const isPromQl = (expr: string): boolean => {
  let ok = true;
  const filled = expr.replaceAll('$__rate_interval', '20s').replaceAll('$__range', '900s');
  parser.parse(filled).iterate({ enter: ({ type }) => void (ok &&= !type.isError) });
  return ok;
};

describe('the dashboards that come with Telltale', () => {
  it('can all be read', () => {
    expect(dashboards.problems()).toEqual([]);
    expect(all.map(({ uid }) => uid)).toEqual(expect.arrayContaining(['food11-service', 'food11-predictions']));
  });

  it.each(all)('$uid asks only what PromQL understands', ({ panels }) => {
    const asked = panels.flatMap((panel) => exprs(panel) ?? []);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((expr) => !isPromQl(expr))).toEqual([]);
  });

  it.each(all)('$uid gives every panel an id of its own and a place on the grid of 24', ({ panels }) => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ gridPos: at }) => !at || at.x + at.w > 24 || at.h < 1)).toEqual([]);
  });

  it("the service dashboard has the tutorial's four panels, query by query", () => {
    const [average, percentiles, rate, errors] = dashboards.get('food11-service')!.panels;
    expect(average?.title).toBe('Food11 average request duration (ms)');
    expect(exprs(average)).toEqual([
      '1000 * rate(http_request_duration_seconds_sum{handler="/predict", job="food11"}[1m]) / rate(http_request_duration_seconds_count{handler="/predict", job="food11"}[1m])',
    ]);
    expect(percentiles?.title).toBe('Food11 request duration percentiles (ms)');
    expect(exprs(percentiles)).toEqual(
      [0.5, 0.95, 0.99].map(
        (q) => `1000*histogram_quantile(${q}, rate(http_request_duration_seconds_bucket{handler="/predict"}[1m]))`,
      ),
    );
    expect(exprs(rate)).toEqual(['rate(http_requests_total{handler="/predict"}[1m])']);
    expect(exprs(errors)).toEqual(
      ['4xx', '5xx'].map((status) => `rate(http_requests_total{handler="/predict", status="${status}"}[1m])`),
    );
  });

  it("the prediction dashboard has the tutorial's four panels, query by query", () => {
    const { panels } = dashboards.get('food11-predictions')!;
    expect(panels.map(({ title, type }) => [type, title])).toEqual([
      ['timeseries', 'Average Prediction Confidence'],
      ['timeseries', 'Prediction Confidence (Cumulative)'],
      ['bargauge', 'Prediction Confidence (Over Selected Time Range)'],
      ['bargauge', 'Predicted Class Totals (Over Selected Time Range)'],
    ]);
    expect(panels.flatMap(exprs)).toEqual([
      'sum(rate(prediction_confidence_sum[1m])) / sum(rate(prediction_confidence_count[1m]))',
      'rate(prediction_confidence_bucket{le!="+Inf"}[1m])',
      'increase(prediction_confidence_bucket{le!="+Inf"}[$__range])',
      'increase(predicted_class_total[$__range])',
    ]);
  });

  it("the drift dashboard begins with the tutorial's two panels, query by query", () => {
    const [events, median] = dashboards.get('food11-drift')!.panels;
    expect([events?.type, events?.title, events?.fieldConfig?.defaults?.unit]).toEqual([
      'stat',
      'Drift Events (per second)',
      'ops',
    ]);
    expect(exprs(events)).toEqual(['rate(drift_events_total[1m])']);
    expect([median?.type, median?.title]).toEqual(['timeseries', 'Median Drift Score (test_stat)']);
    expect(exprs(median)).toEqual(['histogram_quantile(0.5, rate(drift_test_stat_bucket[1m]))']);
  });

  it('the machine, containers and Telltale itself have one each, on the names their exporters use', () => {
    const named = (uid: string) => [
      ...new Set(
        dashboards
          .get(uid)!
          .panels.flatMap((panel) => exprs(panel) ?? [])
          .flatMap((expr) => expr.match(/\b(?:node|process|container|telltale|nodejs|scrape)_\w+/g) ?? []),
      ),
    ];
    expect(named('machine')).toEqual(
      expect.arrayContaining([
        'node_cpu_seconds_total',
        'node_memory_MemAvailable_bytes',
        'node_filesystem_avail_bytes',
        'node_disk_read_bytes_total',
        'node_network_receive_bytes_total',
        'node_pressure_cpu_waiting_seconds_total',
        'process_cpu_seconds_total',
        'process_resident_memory_bytes',
      ]),
    );
    expect(named('containers')).toEqual(
      expect.arrayContaining([
        'container_cpu_usage_seconds_total',
        'container_memory_working_set_bytes',
        'container_network_transmit_bytes_total',
        'container_fs_reads_bytes_total',
        'container_start_time_seconds',
      ]),
    );
    expect(named('telltale')).toEqual(
      expect.arrayContaining(['telltale_store_bytes', 'telltale_queries_total', 'scrape_duration_seconds']),
    );
  });

  it('golden signals are those of any job, whichever label its status has', () => {
    const { panels, templating } = dashboards.get('golden-signals')!;
    expect(templating).toMatchObject({
      list: [{ name: 'job', query: { query: 'label_values(http_requests_total, job)' } }],
    });
    const asked = panels.flatMap((panel) => exprs(panel) ?? []);
    expect(asked.filter((expr) => !expr.includes('job=~"$job"'))).toEqual([]);
    for (const label of ['status', 'code', 'status_code']) {
      expect(asked.some((expr) => expr.includes(`${label}=~"5.."`))).toBe(true);
    }
    expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
      'Latency',
      'Traffic and errors',
      'Saturation',
    ]);
  });

  it('rates are taken of counters only', () => {
    const rated = all
      .flatMap(({ panels }) => panels.flatMap((panel) => exprs(panel) ?? []))
      .flatMap((expr) => [...expr.matchAll(/\b(?:rate|increase)\(\s*(\w+)/g)].map(([, name]) => name!));
    expect(rated.filter((name) => !/_(total|sum|count|bucket)$/.test(name))).toEqual([]);
  });
});
