import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeriesData } from '../shared/index.ts';
import { ImportError, type SampleStore } from './sample-store.ts';
import { apiOver } from './test-api.ts';

const series: SeriesData = {
  labels: { __name__: 'm', path: 'a"b' },
  timestampsMs: Float64Array.of(1000, 2000, 3000, 4000, 5000),
  values: Float64Array.of(1.5, NaN, -Infinity, 0, 1e21),
  stale: Uint8Array.of(0, 0, 0, 1, 0),
};

const asked: unknown[] = [];
let imported = '';
const samples: SampleStore = {
  async importText(pieces) {
    imported = '';
    for await (const piece of pieces) imported += Buffer.from(piece).toString();
    const counts = { imported: 3, duplicates: 1, refused: 2, remarks: ['2 samples were refused: no room'] };
    if (imported.includes('bad')) throw new ImportError('line 4: bad', counts);
    return counts;
  },
  async *exportSeries(...scope) {
    asked.push(scope);
    yield series;
    yield {
      ...series,
      labels: { __name__: 'ended' },
      timestampsMs: Float64Array.of(9),
      values: Float64Array.of(1),
      stale: Uint8Array.of(1),
    };
  },
  async deleteSeries(...scope) {
    asked.push(scope);
  },
};

let app: FastifyInstance;
beforeEach(async () => {
  asked.length = 0;
  app = await apiOver([], { samples, expositions: { '/metrics': () => 'up 1\n' } });
});
afterEach(() => app.close());

const importUrl = '/api/v1/import/prometheus';

describe('an import', () => {
  it.each([
    { as: 'what curl says it is', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a 1\n' },
    { as: 'text', headers: { 'content-type': 'text/plain' }, payload: 'a 1\n' },
    { as: 'gzip', headers: { 'content-encoding': 'gzip' }, payload: gzipSync('a 1\n') },
  ])('is taken as $as, and counted', async ({ headers, payload }) => {
    const reply = await app.inject({ method: 'POST', url: importUrl, headers, payload });
    expect(imported).toBe('a 1\n');
    expect(reply.json()).toEqual({
      status: 'success',
      data: { imported: 3, duplicates: 1, refused: 2 },
      warnings: ['2 samples were refused: no room'],
    });
  });

  it('with a line that cannot be read says which, and what became of the rest', async () => {
    const reply = await app.inject({ method: 'POST', url: importUrl, payload: 'bad' });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({
      status: 'error',
      errorType: 'bad_data',
      error:
        'line 4: bad; 3 samples before it were imported, 1 were there already, 2 were refused. Correct it and send everything again: nothing is stored twice',
    });
  });

  it.each([
    { headers: { 'content-encoding': 'gzip' }, payload: 'not gzip', says: /not sound gzip/ },
    { headers: { 'content-encoding': 'snappy' }, payload: 'a', says: /in snappy is not understood/ },
    {
      headers: { 'content-type': 'application/openmetrics-text; version=1.0.0' },
      payload: 'a 1\n',
      says: /milliseconds/,
    },
  ])('is refused when its body is $headers $payload', async ({ headers, payload, says }) => {
    const reply = await app.inject({ method: 'POST', url: importUrl, headers, payload });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ errorType: 'bad_data', error: expect.stringMatching(says) });
  });
});

describe('an export', () => {
  it('is a line of JSON for each series, without staleness markers', async () => {
    const reply = await app.inject('/api/v1/export?match[]=m&match[]={job="x"}&start=1&end=5');
    expect(asked).toEqual([
      [[[{ name: '__name__', op: '=', value: 'm' }], [{ name: 'job', op: '=', value: 'x' }]], 1000, 5000],
    ]);
    expect(reply.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(reply.body).toBe(
      '{"metric":{"__name__":"m","path":"a\\"b"},"values":[1.5,null,"-Infinity",1e+21],"timestamps":[1000,2000,3000,5000]}\n',
    );
    for (const line of reply.body.trim().split('\n')) JSON.parse(line);
  });

  it('writes long series whole', async () => {
    const length = 5000;
    const long = {
      ...series,
      timestampsMs: new Float64Array(length).map((_, i) => i),
      values: new Float64Array(length),
      stale: null,
    };
    const app = await apiOver([], {
      samples: {
        ...samples,
        async *exportSeries() {
          for (let i = 0; i < 20; i++) yield long;
        },
      },
    });
    const lines = (await app.inject('/api/v1/export?match[]=m')).body.trim().split('\n');
    expect(lines).toHaveLength(20);
    expect(JSON.parse(lines[19]!)).toMatchObject({ timestamps: [...long.timestampsMs] });
    await app.close();
  });

  it('needs a selector', async () => {
    expect((await app.inject('/api/v1/export')).json()).toMatchObject({ error: 'no match[] parameter provided' });
  });
});

describe('deleting', () => {
  it.each(['POST', 'PUT'] as const)('by %s removes the samples between two times, and says nothing', async (method) => {
    const url = '/api/v1/admin/tsdb/delete_series?match[]=m&start=1&end=2';
    const reply = await app.inject({ method, url });
    expect([reply.statusCode, reply.body]).toEqual([204, '']);
    expect(asked).toEqual([[[[{ name: '__name__', op: '=', value: 'm' }]], 1000, 2000]]);
  });

  it('reads a form', async () => {
    const reply = await app.inject({
      method: 'PUT',
      url: '/api/v1/admin/tsdb/delete_series',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'match[]=m',
    });
    expect(reply.statusCode).toBe(204);
    expect(asked).toEqual([[[[{ name: '__name__', op: '=', value: 'm' }]], -8.64e15, 8.64e15]]);
  });

  it.each([
    { query: '', says: 'no match[] parameter provided' },
    { query: '?match[]=m&start=5&end=1', says: 'invalid parameter "end": end timestamp must not be before start time' },
    { query: '?match[]=m{', says: /invalid parameter "match\[\]"/ },
  ])('is refused for "$query"', async ({ query, says }) => {
    const reply = await app.inject({ method: 'POST', url: `/api/v1/admin/tsdb/delete_series${query}` });
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ error: string }>().error).toMatch(says);
    expect(asked).toEqual([]);
  });

  it('is not done by GET', async () => {
    expect((await app.inject('/api/v1/admin/tsdb/delete_series?match[]=m')).statusCode).toBe(405);
  });
});

it('the metrics of the host are where a scrape looks for them', async () => {
  const reply = await app.inject('/metrics');
  expect(reply.body).toBe('up 1\n');
  expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
});
