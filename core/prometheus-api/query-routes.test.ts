import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { PromqlError } from '../promql/index.ts';
import type { Engine, PromqlErrorType, QueryOptions } from '../promql/index.ts';
import { apiOver, NOW_MS, someSeries } from './test-api.ts';

const NOW = NOW_MS / 1000;
let app: FastifyInstance;
afterEach(() => app.close());

const form = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

const get = (url: string, fields: Record<string, string> = {}) => app.inject({ url, query: fields });

/** An engine that answers nothing and notes how it was asked. */
function listeningEngine(fail?: Error) {
  const asked: { query: string; options: QueryOptions }[] = [];
  const answer = async (query: string, options: QueryOptions) => {
    asked.push({ query, options });
    if (fail) throw fail;
    return { value: { type: 'matrix' as const, series: [] }, warnings: [], infos: [] };
  };
  const engine: Engine = {
    instant: (query, _atMs, options = {}) => answer(query, options),
    range: (query, _startMs, _endMs, _stepMs, options = {}) => answer(query, options),
  };
  return { engine, asked };
}

describe('an instant query', () => {
  it('gives the vector at the time asked for', async () => {
    app = await apiOver(someSeries);
    const reply = await get('/api/v1/query', { query: 'http_requests_total{status="2xx"}', time: String(NOW - 15) });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toMatch(/^application\/json/);
    expect(reply.body).toBe(
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"http_requests_total",' +
        '"job":"food","status":"2xx"},"value":[1699999985,"1170"]}]}}',
    );
  });

  it('is evaluated now when no time is given', async () => {
    app = await apiOver(someSeries);
    expect((await get('/api/v1/query', { query: '1' })).json()).toMatchObject({ data: { result: [NOW, '1'] } });
  });

  it('for a range vector gives a matrix', async () => {
    app = await apiOver(someSeries);
    const reply = await get('/api/v1/query', { query: 'up{instance="a:1"}[30s]' });
    expect(reply.json()).toMatchObject({
      data: {
        resultType: 'matrix',
        result: [
          {
            values: [
              [NOW - 15, '1'],
              [NOW, '1'],
            ],
          },
        ],
      },
    });
  });

  it('takes a form as well as a URL, and the form first', async () => {
    app = await apiOver(someSeries);
    const fromForm = await form(`/api/v1/query?query=2&time=${NOW - 60}`, { query: '1' });
    expect(fromForm.json()).toMatchObject({ data: { resultType: 'scalar', result: [NOW - 60, '1'] } });
  });

  it('passes over a body that is no form', async () => {
    app = await apiOver(someSeries);
    for (const type of ['text/plain', 'application/json']) {
      const headers = { 'content-type': type };
      const reply = await app.inject({ method: 'POST', url: '/api/v1/query?query=3', headers, payload: '{"query":' });
      expect(reply.json()).toMatchObject({ data: { result: [NOW, '3'] } });
    }
  });

  it('reads a query in any alphabet', async () => {
    app = await apiOver(someSeries);
    const reply = await form('/api/v1/query', { query: '"Gemüse ☺ a+b&c=d"' });
    expect(reply.json()).toMatchObject({ data: { resultType: 'string', result: [NOW, 'Gemüse ☺ a+b&c=d'] } });
  });
});

describe('a range query', () => {
  const range = { start: String(NOW - 60), end: String(NOW), step: '15s' };

  it('gives a matrix on its grid, both ends included', async () => {
    app = await apiOver(someSeries);
    const query = 'sum(http_requests_total)';
    for (const reply of [
      await get('/api/v1/query_range', { query, ...range }),
      await form('/api/v1/query_range', { query, ...range }),
      await form(`/api/v1/query_range?${new URLSearchParams(range).toString()}`, { query }),
    ]) {
      const { data } = reply.json<{ data: { resultType: string; result: { values: [number, string][] }[] } }>();
      expect(data.resultType).toBe('matrix');
      expect(data.result[0]!.values).toEqual([36, 37, 38, 39, 40].map((i) => [NOW - (40 - i) * 15, String(i * 31.5)]));
    }
  });

  it('takes times as RFC 3339 and a step in seconds', async () => {
    app = await apiOver(someSeries);
    const reply = await get('/api/v1/query_range', {
      query: 'vector(1)',
      start: '2023-11-14T22:13:00Z',
      end: '2023-11-15T00:13:20+02:00',
      step: '10',
    });
    expect(reply.json()).toMatchObject({
      data: {
        result: [
          {
            metric: {},
            values: [
              [NOW - 20, '1'],
              [NOW - 10, '1'],
              [NOW, '1'],
            ],
          },
        ],
      },
    });
  });

  it('allows exactly 11,000 steps', async () => {
    app = await apiOver(someSeries);
    const ask = (steps: number) =>
      get('/api/v1/query_range', { query: 'vector(1)', start: '0', end: String(steps), step: '1' });
    expect((await ask(11_000)).statusCode).toBe(200);
    expect((await ask(11_001)).json()).toMatchObject({
      errorType: 'bad_data',
      error: expect.stringContaining('exceeded maximum resolution of 11,000 points per timeseries'),
    });
  });
});

describe('options of a query', () => {
  it('reach the engine in milliseconds', async () => {
    const { engine, asked } = listeningEngine();
    app = await apiOver(someSeries, { engine });
    await get('/api/v1/query', { query: 'up', timeout: '1m', lookback_delta: '90', stats: 'all' });
    await get('/api/v1/query_range', { query: 'up', start: '0', end: '1', step: '1', timeout: '0.5' });
    await get('/api/v1/query', { query: 'up' });
    const known = asked.map(({ options: { signal: _, ...options } }) => options);
    expect(known).toEqual([{ timeoutMs: 60_000, lookbackMs: 90_000 }, { timeoutMs: 500 }, {}]);
  });

  it('limit cuts the series and says so', async () => {
    app = await apiOver(someSeries);
    const range = { start: String(NOW - 60), end: String(NOW), step: '15' };
    const instant = (await get('/api/v1/query', { query: 'up', limit: '1' })).json();
    const over = (await get('/api/v1/query_range', { query: 'up', limit: '1', ...range })).json();
    for (const reply of [instant, over]) {
      expect(reply).toMatchObject({ warnings: ['results truncated due to limit'] });
      expect(reply.data.result).toHaveLength(1);
    }
    expect((await get('/api/v1/query', { query: 'up', limit: '2' })).json()).not.toHaveProperty('warnings');
  });
});

describe('/api/v1/format_query', () => {
  it('gives the query back in the usual style', async () => {
    app = await apiOver([]);
    const query = 'sum  by(job)(rate( up{a="b"}[5m] ))';
    for (const reply of [await get('/api/v1/format_query', { query }), await form('/api/v1/format_query', { query })]) {
      expect(reply.json()).toEqual({ status: 'success', data: 'sum by (job) (rate(up{a="b"}[5m]))' });
    }
  });

  it('says what is wrong with one that cannot be read', async () => {
    app = await apiOver([]);
    const reply = await get('/api/v1/format_query', { query: 'sum(' });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({
      error: expect.stringContaining('invalid parameter "query": 1:5: parse error'),
    });
  });
});

describe('/api/v1/parse_query', () => {
  it('gives the syntax tree of the query', async () => {
    app = await apiOver([]);
    const query = 'topk(2, up{job="a"} offset 1m @ end())';
    for (const reply of [await get('/api/v1/parse_query', { query }), await form('/api/v1/parse_query', { query })]) {
      expect(reply.json()).toEqual({
        status: 'success',
        data: {
          type: 'aggregation',
          op: 'topk',
          grouping: [],
          without: false,
          param: { type: 'numberLiteral', val: '2' },
          expr: {
            type: 'vectorSelector',
            name: 'up',
            matchers: [
              { name: 'job', type: '=', value: 'a' },
              { name: '__name__', type: '=', value: 'up' },
            ],
            offset: 60_000,
            timestamp: null,
            startOrEnd: 'end',
          },
        },
      });
    }
  });

  it('says what is wrong with one that cannot be read', async () => {
    app = await apiOver([]);
    const reply = await get('/api/v1/parse_query', { query: 'up +' });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errorType: 'bad_data' });
  });
});

describe('what is wrong with a query', () => {
  it.each<[string, Record<string, string>, string]>([
    ['query', {}, 'invalid parameter "query": 1:1: parse error: no expression found in input'],
    ['query', { query: 'sum(' }, 'invalid parameter "query": 1:5: parse error'],
    ['query', { query: '1', time: 'x' }, 'invalid parameter "time": invalid time value for \'time\''],
    ['query', { query: '1', timeout: 'x' }, 'invalid parameter "timeout": cannot parse "x" to a valid duration'],
    ['query', { query: '1', lookback_delta: '-1' }, 'invalid parameter "lookback_delta"'],
    ['query', { query: '1', limit: '-1' }, 'invalid parameter "limit"'],
    ['query_range', { query: '1' }, 'invalid parameter "start": cannot parse "" to a valid timestamp'],
    ['query_range', { query: '1', start: '1', end: '0', step: '1' }, 'invalid parameter "end": end timestamp must not'],
    ['query_range', { query: '1', start: '1', end: '2' }, 'invalid parameter "step": cannot parse ""'],
    ['query_range', { query: '1', start: '1', end: '2', step: '0' }, 'invalid parameter "step": zero or negative'],
    ['query_range', { query: '1', start: '1', end: '2', step: '0.0005' }, 'invalid parameter "step": zero or negative'],
    ['query_range', { query: 'up[1m]', start: '1', end: '2', step: '1' }, 'invalid expression type "range vector"'],
  ])('is said in the words of Prometheus: /%s %j', async (path, fields, error) => {
    app = await apiOver(someSeries);
    const reply = await get(`/api/v1/${path}`, fields);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({ status: 'error', errorType: 'bad_data', error: expect.stringContaining(error) });
  });

  it.each<[PromqlErrorType, number]>([
    ['bad_data', 400],
    ['execution', 422],
    ['canceled', 499],
    ['timeout', 503],
    ['internal', 500],
  ])('travels as %s with status %d', async (errorType, status) => {
    const { engine } = listeningEngine(new PromqlError(errorType, 'so it goes'));
    app = await apiOver(someSeries, { engine });
    const reply = await get('/api/v1/query', { query: 'up' });
    expect(reply.statusCode).toBe(status);
    expect(reply.json()).toMatchObject({ status: 'error', errorType, error: expect.stringContaining('so it goes') });
  });

  it('is kept from the caller when it is a fault of ours', async () => {
    const { engine } = listeningEngine(new TypeError('secret detail'));
    app = await apiOver(someSeries, { engine });
    const reply = await get('/api/v1/query', { query: 'up' });
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ status: 'error', errorType: 'internal' });
    expect(reply.body).not.toContain('secret');
  });
});

describe('a client that goes away', () => {
  it.each(['GET', 'POST'])('cancels its query (%s)', async (method) => {
    const aborted = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<void>();
    const engine: Engine = {
      ...listeningEngine().engine,
      instant: (_query, _atMs, { signal } = {}) =>
        new Promise((_, reject) => {
          begun.resolve();
          signal!.addEventListener('abort', () => {
            aborted.resolve('aborted');
            reject(new PromqlError('canceled', 'query was canceled'));
          });
        }),
    };
    app = await apiOver(someSeries, { engine });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const call = fetch(`${origin}/api/v1/query${method === 'GET' ? '?query=up' : ''}`, {
      method,
      signal: leaving.signal,
      ...(method === 'POST' && { body: new URLSearchParams({ query: 'up' }) }),
    });
    await begun.promise;
    leaving.abort();
    await expect(call).rejects.toThrow('abort');
    expect(await aborted.promise).toBe('aborted');
  });

  it('is not mistaken for one that waits for its reply', async () => {
    let aborted = false;
    const engine: Engine = {
      ...listeningEngine().engine,
      async instant(_query, atMs, { signal } = {}) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        aborted = signal!.aborted;
        return { value: { type: 'scalar', timestampMs: atMs, value: 1 }, warnings: [], infos: [] };
      },
    };
    app = await apiOver(someSeries, { engine });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${origin}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: 'up' }),
    });
    expect(response.status).toBe(200);
    expect(aborted).toBe(false);
  });
});
