import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOver, NOW_MS, seriesOf, someSeries } from './test-api.ts';

const NOW = NOW_MS / 1000;
let app: FastifyInstance;

beforeAll(async () => {
  app = await apiOver([...someSeries, seriesOf({ __name__: 'odd', 'http.status': '200', Küche: 'ja' }, 1, () => 1)]);
});
afterAll(() => app.close());

const ask = async (url: string) =>
  (await app.inject(url)).json<{ data: unknown[]; warnings?: string[]; error?: string }>();

describe('/api/v1/series', () => {
  it('lists the labels of what any of the selectors matches', async () => {
    const { data } = await ask(
      '/api/v1/series?match[]=up{instance="a:1"}&match[]=http_requests_total{status=~"5.."}&match[]=up{job="food",instance="a:1"}',
    );
    expect(data).toEqual([
      { __name__: 'up', job: 'food', instance: 'a:1' },
      { __name__: 'http_requests_total', job: 'food', status: '5xx' },
    ]);
  });

  it('takes a form', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/series',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([
        ['match[]', 'up'],
        ['match[]', 'odd'],
        ['start', String(NOW)],
      ]).toString(),
    });
    expect(reply.json<{ data: unknown[] }>().data).toHaveLength(3);
  });

  it('looks only where it is told', async () => {
    expect((await ask(`/api/v1/series?match[]=up&end=${NOW - 3600}`)).data).toEqual([]);
    expect((await ask(`/api/v1/series?match[]=up&start=${NOW + 1}`)).data).toEqual([]);
    expect((await ask(`/api/v1/series?match[]=up&start=${NOW}&end=${NOW}`)).data).toHaveLength(2);
    expect((await ask(`/api/v1/series?match[]=up&start=${NOW}&end=${NOW - 60}`)).data).toEqual([]);
  });

  it('cuts at the limit and says so, but not when the limit just fits', async () => {
    const cut = await ask('/api/v1/series?match[]=up&limit=1');
    expect(cut.data).toHaveLength(1);
    expect(cut.warnings).toEqual(['results truncated due to limit']);
    const fits = await ask('/api/v1/series?match[]=up&limit=2');
    expect(fits.data).toHaveLength(2);
    expect(fits).not.toHaveProperty('warnings');
  });

  it.each([
    ['', 'no match[] parameter provided'],
    ['match[]=up[5m]', 'invalid parameter "match[]": 1:'],
    ['match[]=sum(up)', 'invalid parameter "match[]"'],
    ['match[]={}', 'invalid parameter "match[]"'],
    ['match[]={job=~".*"}', 'invalid parameter "match[]"'],
    ['match[]=up&start=x', 'invalid parameter "start"'],
    ['match[]=up&limit=x', 'invalid parameter "limit"'],
  ])('refuses "%s"', async (query, error) => {
    const reply = await app.inject(`/api/v1/series?${query}`);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({ status: 'error', errorType: 'bad_data', error: expect.stringContaining(error) });
  });
});

describe('/api/v1/labels', () => {
  it('lists every label name, sorted', async () => {
    expect((await ask('/api/v1/labels')).data).toEqual([
      'Küche',
      '__name__',
      'http.status',
      'instance',
      'job',
      'status',
    ]);
  });

  it('lists those of the matching series', async () => {
    expect((await ask('/api/v1/labels?match[]=up')).data).toEqual(['__name__', 'instance', 'job']);
    expect((await ask('/api/v1/labels?match[]=up&limit=2')).data).toEqual(['__name__', 'instance']);
  });
});

describe('/api/v1/label/<name>/values', () => {
  it('lists the values, sorted', async () => {
    expect((await ask('/api/v1/label/__name__/values')).data).toEqual(['http_requests_total', 'odd', 'up']);
    expect((await ask('/api/v1/label/status/values?match[]=up')).data).toEqual([]);
    expect((await ask('/api/v1/label/instance/values?match[]=up{instance!="a:1"}')).data).toEqual(['b:1']);
    expect((await ask('/api/v1/label/unheard_of/values')).data).toEqual([]);
  });

  it('knows names that are not classic, escaped or percent-encoded', async () => {
    expect((await ask('/api/v1/label/U__http_2e_status/values')).data).toEqual(['200']);
    expect((await ask('/api/v1/label/http.status/values')).data).toEqual(['200']);
    expect((await ask(`/api/v1/label/${encodeURIComponent('Küche')}/values`)).data).toEqual(['ja']);
  });

  it('refuses a name that is empty', async () => {
    const reply = await app.inject('/api/v1/label/U__/values');
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errorType: 'bad_data', error: 'invalid label name: ""' });
  });
});
