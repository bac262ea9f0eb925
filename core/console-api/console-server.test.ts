import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodedError, type ConsoleEvent, routes, type ServiceStatus } from '../shared/index.ts';
import { type ConsoleServer, createConsoleServer } from './console-server.ts';
import { createEventHub } from './event-hub.ts';
import type { Handlers } from './table.ts';

const token = 'a-token-nobody-guesses';
const dir = mkdtempSync(join(tmpdir(), 'telltale-console-'));
const events = createEventHub();
const service: ServiceStatus = {
  state: 'running',
  url: 'http://127.0.0.1:8000',
  pid: 1,
  sinceMs: 0,
  restarts: 0,
  nextStartAtMs: null,
  message: null,
  outages: [],
};
const missing = (): never => {
  throw new CodedError('not_found', { what: 'such thing' });
};
const handlers: Handlers = {
  ...(Object.fromEntries(Object.keys(routes).map((name) => [name, missing])) as unknown as Handlers),
  status: () => ({ version: '0', startedAtMs: 0, dataDir: dir, service, scrapeIntervalMs: 5000 }),
  predictions: ({ limit }) => ({
    predictions: Array.from({ length: limit }, (_, i) => ({
      id: String(i),
      timeMs: 0,
      model: 'm',
      modelVersion: '1',
      classIndex: 0,
      label: 'Soup',
      confidence: 1,
      latencyMs: 1,
    })),
  }),
  startLoadRun: ({ plan }) => {
    throw new Error(`boom ${typeof plan}`);
  },
};

let frames: string[] = [];
let managed: { url: string | null } | null = null;

const serve = (port: number): ConsoleServer =>
  createConsoleServer({
    port,
    token,
    page: { rendererDir: join(dir, 'page'), imagesDir: join(dir, 'images'), frameOrigins: () => frames },
    handlers,
    service: { url: () => null, apiKey: null, internalToken: 'x' },
    maxBodyBytes: 1000,
    events,
    greeting: () => [{ type: 'service', status: service }],
    prometheusApi: async (app) => {
      app.get('/-/healthy', () => 'ok');
      app.get('/api/v1/query', () => ({ status: 'success' }));
    },
    managedPrometheus: () => managed,
    log: pino({ level: 'silent' }),
  });

let server: ConsoleServer;
beforeAll(async () => {
  mkdirSync(join(dir, 'page', 'assets'), { recursive: true });
  mkdirSync(join(dir, 'images'));
  writeFileSync(join(dir, 'page', 'index.html'), '<!doctype html><meta name="csp-nonce" content="%CSP_NONCE%">');
  writeFileSync(join(dir, 'page', 'assets', 'app.js'), 'export {}');
  server = serve(0);
  await server.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true });
});

const bearer = { authorization: `Bearer ${token}` };
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin()}${path}`, { headers, redirect: 'manual' });

/** `fetch` will not lie about its Host; this does. */
const getAs = (host: string) =>
  new Promise<number>((resolve, reject) => {
    httpRequest(`${server.origin()}/api/console/status`, { headers: { ...bearer, host } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('who may speak to the console', () => {
  it('needs the token, as a bearer or once in the address', async () => {
    expect((await get('/api/console/status')).status).toBe(401);
    expect((await get('/api/v1/query')).status).toBe(401);
    expect((await get('/api/console/status', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get('/api/console/status', bearer)).status).toBe(200);
    expect((await get(`/api/v1/query?token=${token}`)).status).toBe(200);
  });

  it('turns the token in the address of the page into a cookie and hides it', async () => {
    const reply = await get(`/load?token=${token}&from=now-1h`, { accept: 'text/html' });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('/load?from=now-1h');
    const cookie = reply.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const withCookie = { cookie: cookie.split(';', 1)[0]!, accept: 'text/html' };
    expect((await get('/load', withCookie)).status).toBe(200);
  });

  it('shows a person without the token what to do', async () => {
    const reply = await get('/', { accept: 'text/html' });
    expect(reply.status).toBe(401);
    expect(await reply.text()).toContain('needs its token');
  });

  it('answers health checks without one', async () => {
    expect((await get('/-/healthy')).status).toBe(200);
  });

  it('refuses other host names, so a page cannot re-point its own at this machine', async () => {
    const { port } = new URL(server.origin());
    expect(await getAs('evil.example')).toBe(403);
    expect(await getAs(`evil.example:${port}`)).toBe(403);
    expect(await getAs('127.0.0.1:1')).toBe(403);
    expect(await getAs(`localhost:${port}`)).toBe(200);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1'])('refuses calls from pages of %s', async (origin) => {
    const reply = await get('/api/console/status', { ...bearer, origin });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ code: 'forbidden_origin' });
  });
});

describe('the page', () => {
  it('comes with a strict policy whose nonce is new each time', async () => {
    const [first, second] = await Promise.all([get('/', { ...bearer }), get('/', { ...bearer })]);
    const policy = first.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /nonce-([^']+)/.exec(policy)![1]!;
    expect(await first.text()).toContain(`content="${nonce}"`);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
  });

  it('answers every path of the page but no unknown call', async () => {
    expect((await get('/dashboards/food11', { ...bearer, accept: 'text/html' })).status).toBe(200);
    const unknown = await get('/api/console/nonsense', bearer);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'not_found' });
    expect((await get('/assets/../../secret', bearer)).status).toBe(404);
    expect((await get('/assets/app.js', bearer)).headers.get('cache-control')).toContain('immutable');
  });
});

describe('the calls of the table', () => {
  it('check what they are given and name the field', async () => {
    const ok = await get('/api/console/predictions?limit=2', bearer);
    expect(((await ok.json()) as { predictions: unknown[] }).predictions).toHaveLength(2);
    const bad = await get('/api/console/predictions?limit=zero', bearer);
    expect(bad.status).toBe(422);
    expect(((await bad.json()) as { message: string }).message).toMatch(/limit: /);
  });

  it('answer a fault of ours with a sentence, not with its stack', async () => {
    const reply = await fetch(`${server.origin()}/api/console/load/runs`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ plan: 'ramp' }),
    });
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('boom');
  });

  it('say what is wrong with JSON that is none', async () => {
    const reply = await fetch(`${server.origin()}/api/console/load/runs`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: '{"plan": ',
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: 'bad_request' });
  });

  it('say how much is too much', async () => {
    const reply = await fetch(`${server.origin()}/api/console/load/runs`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ plan: 'x'.repeat(10_000_001) }),
    });
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ code: 'body_too_large', message: expect.stringContaining('10 MB') });
  });
});

it('greets a new listener with the present and then passes on what is published', async () => {
  const abort = new AbortController();
  const reply = await fetch(`${server.origin()}/api/console/events`, { headers: bearer, signal: abort.signal });
  expect(reply.headers.get('content-type')).toBe('text/event-stream');
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const readUntil = async (end: string) => {
    while (!text.includes(end)) text += (await reader.read()).value ?? '';
  };
  await readUntil('"type":"service"');
  const event: ConsoleEvent = { type: 'predictions', added: 3 };
  events.publish(event);
  await readUntil(`data: ${JSON.stringify(event)}\n\n`);
  abort.abort();
});

it('moves to the next free port when its own is taken', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  const moved = serve(port);
  await moved.start();
  expect(Number(new URL(moved.origin()).port)).toBeGreaterThan(port);
  await moved.stop();
  holder.close();
});

describe('with managed containers', () => {
  it('the page may frame exactly what is up', async () => {
    frames = ['http://127.0.0.1:3000'];
    expect((await get('/', bearer)).headers.get('content-security-policy')).toContain(
      'frame-src http://127.0.0.1:3000;',
    );
    frames = [];
    expect((await get('/', bearer)).headers.get('content-security-policy')).toContain("frame-src 'none';");
  });

  it('queries go to the managed Prometheus where that is chosen, without our token', async () => {
    const asked: string[] = [];
    const prometheus = createServer((request, reply) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'no token'}`);
      reply.writeHead(422, { 'content-type': 'application/json' }).end('{"status":"error"}');
    });
    await new Promise<void>((resolve) => prometheus.listen(0, '127.0.0.1', resolve));
    managed = { url: `http://127.0.0.1:${(prometheus.address() as AddressInfo).port}` };
    const reply = await get(`/api/v1/query?query=up&token=${token}`, bearer);
    expect(reply.status).toBe(422);
    expect(await reply.json()).toEqual({ status: 'error' });
    expect(asked).toEqual(['GET /api/v1/query?query=up no token']);
    managed = { url: null };
    const refused = await get('/api/v1/query?query=up', bearer);
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('The managed Prometheus is not up');
    managed = null;
    expect((await get('/api/v1/query?query=up', bearer)).status).toBe(200);
    prometheus.close();
  });
});
