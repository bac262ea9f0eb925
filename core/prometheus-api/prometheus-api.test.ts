import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../promql/index.ts';
import { CodedError } from '../shared/index.ts';
import { prometheusApi } from './prometheus-api.ts';
import { apiOver, someSeries, sourceOf } from './test-api.ts';

let app: FastifyInstance;
afterEach(() => app.close());

describe('the API as a whole', () => {
  it('says that it is up', async () => {
    app = await apiOver([]);
    for (const path of ['/-/healthy', '/-/ready']) expect((await app.inject(path)).statusCode).toBe(200);
  });

  it('answers OPTIONS on any path', async () => {
    app = await apiOver([]);
    for (const url of ['/api/v1/query', '/api/v1/whatever']) {
      const reply = await app.inject({ method: 'OPTIONS', url });
      expect(reply.statusCode).toBe(204);
      expect(reply.headers['allow']).toContain('POST');
    }
  });

  it('tells a wrong method from an unknown path', async () => {
    app = await apiOver([]);
    const wrong = await app.inject({ method: 'DELETE', url: '/api/v1/query?query=1' });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.json()).toMatchObject({ status: 'error', error: '/api/v1/query does not take DELETE' });
    const unknown = await app.inject('/api/v1/quarry');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json()).toMatchObject({ status: 'error', errorType: 'not_found' });
  });

  it('has nothing to say of exemplars and Alertmanagers, which is no error', async () => {
    app = await apiOver(someSeries);
    expect((await app.inject('/api/v1/query_exemplars?query=up')).json()).toEqual({ status: 'success', data: [] });
    expect((await app.inject('/api/v1/alertmanagers')).json()).toMatchObject({ data: { activeAlertmanagers: [] } });
  });
});

describe('the API inside a host', () => {
  it('words what the host refuses as Prometheus words errors', async () => {
    app = fastify();
    app.addHook('onRequest', async () => {
      throw new CodedError('unauthorized', {});
    });
    const source = sourceOf([]);
    await app.register(prometheusApi({ engine: createEngine(source), catalog: source }));
    const reply = await app.inject('/api/v1/query?query=1');
    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toEqual({
      status: 'error',
      errorType: 'unauthorized',
      error: expect.stringContaining('token'),
    });
  });

  it('leaves the rest of the host as it was: bodies, errors, unknown paths', async () => {
    app = fastify();
    const source = sourceOf([]);
    app.setErrorHandler((_error, _request, reply) => reply.code(418).send({ by: 'host' }));
    app.post('/echo', (request) => request.body);
    app.get('/fail', () => {
      throw new Error('x');
    });
    await app.register(prometheusApi({ engine: createEngine(source), catalog: source }));
    expect((await app.inject({ method: 'POST', url: '/echo', payload: { a: 1 } })).json()).toEqual({ a: 1 });
    expect((await app.inject('/fail')).json()).toEqual({ by: 'host' });
    expect((await app.inject('/elsewhere')).json()).toMatchObject({ message: 'Route GET:/elsewhere not found' });
  });

  it('refuses a form over the size the host allows', async () => {
    app = fastify({ bodyLimit: 1000 });
    const source = sourceOf([]);
    await app.register(prometheusApi({ engine: createEngine(source), catalog: source }));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = `query=${'1'.repeat(2000)}`;
    const reply = await app.inject({ method: 'POST', url: '/api/v1/query', headers, payload });
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ status: 'error' });
  });
});
