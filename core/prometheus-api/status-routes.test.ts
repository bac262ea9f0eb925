import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { RuleGroup } from './rule-routes.ts';
import { apiOver, NOW_MS, someSeries, sourceOf } from './test-api.ts';
import type { ActiveTarget } from './target-routes.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const dataOf = async (url: string) => (await app.inject(url)).json<{ data: unknown }>().data;

describe('status', () => {
  it('reports a version of 3, by which Grafana chooses how to ask', async () => {
    app = await apiOver(someSeries, { buildInfo: { revision: '0.1.0' } });
    expect(await dataOf('/api/v1/status/buildinfo')).toMatchObject({
      version: expect.stringMatching(/^3\.\d+\.\d+$/),
      revision: '0.1.0',
    });
  });

  it('tells the settings and the configuration that the host gives it', async () => {
    const flags = () => ({ 'storage.tsdb.retention.time': '15d' });
    app = await apiOver(someSeries, { flags, configYaml: () => 'scrape_configs: []\n' });
    expect(await dataOf('/api/v1/status/flags')).toEqual(flags());
    expect(await dataOf('/api/v1/status/config')).toEqual({ yaml: 'scrape_configs: []\n' });
    expect(await dataOf('/api/v1/status/runtimeinfo')).toMatchObject({
      startTime: new Date(NOW_MS).toISOString(),
      storageRetention: '15d',
      timeSeriesCount: 4,
    });
  });

  it('counts series by metric, label and pair when the catalog does not', async () => {
    app = await apiOver(someSeries);
    expect(await dataOf('/api/v1/status/tsdb?limit=2')).toEqual({
      headStats: { numSeries: 4, numLabelPairs: 7, chunkCount: 0, minTime: 0, maxTime: 0 },
      seriesCountByMetricName: [
        { name: 'http_requests_total', value: 2 },
        { name: 'up', value: 2 },
      ],
      labelValueCountByLabelName: [
        { name: '__name__', value: 2 },
        { name: 'instance', value: 2 },
      ],
      memoryInBytesByLabelName: [
        { name: '__name__', value: 37 },
        { name: 'instance', value: 22 },
      ],
      seriesCountByLabelValuePair: [
        { name: 'job=food', value: 4 },
        { name: '__name__=http_requests_total', value: 2 },
      ],
    });
  });

  it('gives what the catalog counts, ten of each unless told otherwise', async () => {
    const asked: number[] = [];
    const tsdbStatus = (limit: number) => {
      asked.push(limit);
      return {
        headStats: { numSeries: 7, numLabelPairs: 1, chunkCount: 2, minTime: 3, maxTime: 4 },
        seriesCountByMetricName: [],
        labelValueCountByLabelName: [],
        memoryInBytesByLabelName: [],
        seriesCountByLabelValuePair: [],
      };
    };
    app = await apiOver(someSeries, { catalog: { ...sourceOf(someSeries), tsdbStatus } });
    expect(await dataOf('/api/v1/status/tsdb')).toMatchObject({ headStats: { numSeries: 7, maxTime: 4 } });
    await dataOf('/api/v1/status/tsdb?limit=3');
    expect(asked).toEqual([10, 3]);
  });
});

describe('metadata', () => {
  it('is a list by metric', async () => {
    app = await apiOver(someSeries);
    expect(await dataOf('/api/v1/metadata')).toEqual({
      http_requests_total: [{ type: 'counter', help: 'Requests answered.', unit: '' }],
      up: [{ type: 'gauge', help: '', unit: '' }],
    });
    expect(await dataOf('/api/v1/metadata?metric=up')).toEqual({ up: [{ type: 'gauge', help: '', unit: '' }] });
    expect(await dataOf('/api/v1/metadata?metric=down')).toEqual({});
    expect(Object.keys((await dataOf('/api/v1/metadata?limit=1')) as object)).toHaveLength(1);
  });
});

const target = (scrapePool: string): ActiveTarget => ({
  discoveredLabels: { __address__: '127.0.0.1:8000' },
  labels: { job: scrapePool, instance: '127.0.0.1:8000' },
  scrapePool,
  scrapeUrl: 'http://127.0.0.1:8000/metrics',
  globalUrl: 'http://127.0.0.1:8000/metrics',
  lastError: '',
  lastScrape: '2023-11-14T22:13:20Z',
  lastScrapeDuration: 0.01,
  health: 'up',
  scrapeInterval: '5s',
  scrapeTimeout: '5s',
});

describe('targets', () => {
  const targets = {
    active: () => [target('service'), target('host')],
    dropped: async () => [{ discoveredLabels: { __address__: 'x:1' }, scrapePool: 'host' }],
  };

  it('are none without a source', async () => {
    app = await apiOver(someSeries);
    expect(await dataOf('/api/v1/targets')).toEqual({ activeTargets: [], droppedTargets: [], droppedTargetCounts: {} });
    expect(await dataOf('/api/v1/scrape_pools')).toEqual({ scrapePools: [] });
  });

  it('are listed by state and by pool', async () => {
    app = await apiOver(someSeries, { targets });
    expect(await dataOf('/api/v1/targets')).toEqual({
      activeTargets: [target('service'), target('host')],
      droppedTargets: [{ discoveredLabels: { __address__: 'x:1' }, scrapePool: 'host' }],
      droppedTargetCounts: { host: 1 },
    });
    expect(await dataOf('/api/v1/targets?state=active')).toMatchObject({ droppedTargets: [], droppedTargetCounts: {} });
    expect(await dataOf('/api/v1/targets?state=dropped')).toMatchObject({ activeTargets: [] });
    expect(await dataOf('/api/v1/targets?scrapePool=service')).toMatchObject({
      activeTargets: [{ scrapePool: 'service' }],
      droppedTargets: [],
    });
    expect(await dataOf('/api/v1/scrape_pools')).toEqual({ scrapePools: ['host', 'service'] });
    expect((await app.inject('/api/v1/targets?state=lost')).statusCode).toBe(400);
  });
});

describe('rules and alerts', () => {
  const status = { health: 'ok', evaluationTime: 0.001, lastEvaluation: '2023-11-14T22:13:20Z' } as const;
  const alert = {
    labels: { alertname: 'Slow' },
    annotations: {},
    state: 'firing',
    activeAt: '2023-11-14T22:13:20Z',
    value: '1e+00',
  } as const;
  const group = (name: string, rules: RuleGroup['rules']): RuleGroup => ({
    name,
    file: `${name}.yml`,
    interval: 30,
    limit: 0,
    evaluationTime: 0.001,
    lastEvaluation: '2023-11-14T22:13:20Z',
    rules,
  });
  const slow = {
    ...status,
    type: 'alerting',
    name: 'Slow',
    query: 'x > 1',
    labels: {},
    annotations: {},
    state: 'firing',
    duration: 60,
    keepFiringFor: 0,
    alerts: [alert],
  } as const;
  const sum = { ...status, type: 'recording', name: 'job:x:sum', query: 'sum(x)', labels: {} } as const;
  const rules = { groups: () => [group('service', [slow, sum]), group('host', [sum])] };

  it('are none without a source', async () => {
    app = await apiOver(someSeries);
    expect(await dataOf('/api/v1/rules')).toEqual({ groups: [] });
    expect(await dataOf('/api/v1/alerts')).toEqual({ alerts: [] });
  });

  it('are listed; a group that a filter empties is left out', async () => {
    app = await apiOver(someSeries, { rules });
    const named = async (query: string) => {
      const { groups } = (await dataOf(`/api/v1/rules?${query}`)) as { groups: RuleGroup[] };
      return groups.map((one) => `${one.name}: ${one.rules.map((rule) => rule.name).join(' ')}`);
    };
    expect(await named('')).toEqual(['service: Slow job:x:sum', 'host: job:x:sum']);
    expect(await named('type=alert')).toEqual(['service: Slow']);
    expect(await named('type=record')).toEqual(['service: job:x:sum', 'host: job:x:sum']);
    expect(await named('rule_name[]=Slow')).toEqual(['service: Slow']);
    expect(await named('rule_group[]=host&rule_group[]=none')).toEqual(['host: job:x:sum']);
    expect(await named('file[]=service.yml')).toEqual(['service: Slow job:x:sum']);
    expect((await app.inject('/api/v1/rules?type=both')).statusCode).toBe(400);
    expect(await dataOf('/api/v1/rules?type=alert&exclude_alerts=true')).toMatchObject({
      groups: [{ rules: [{ name: 'Slow', alerts: [] }] }],
    });
    expect(await dataOf('/api/v1/alerts')).toEqual({ alerts: [alert] });
  });
});
