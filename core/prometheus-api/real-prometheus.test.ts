import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { apiOver } from './test-api.ts';

/** The same calls to an empty Prometheus and to our API: status and body must be the same, byte for byte. */
const installed = (() => {
  try {
    execFileSync('prometheus', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let folder: string;
let real: ChildProcess | undefined;
let realOrigin: string;
let app: FastifyInstance | undefined;
let ourOrigin: string;

beforeAll(async () => {
  if (!installed) return;
  folder = await mkdtemp(join(tmpdir(), 'telltale-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, 'global: {}\n');
  const port = await freePort();
  realOrigin = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  real = spawn('prometheus', args, { stdio: 'ignore' });
  await vi.waitFor(() => askReady(realOrigin), { timeout: 20_000, interval: 100 });
  app = await apiOver([], { now: Date.now });
  ourOrigin = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  if (!installed) return;
  await app?.close();
  if (real?.kill('SIGKILL')) await once(real, 'exit');
  await rm(folder, { recursive: true });
});

beforeEach(({ skip }) => skip(!installed, 'prometheus is not installed'));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function askReady(origin: string): Promise<void> {
  const { ok } = await fetch(`${origin}/-/ready`);
  if (!ok) throw new Error('Prometheus is not ready');
}

async function ask(origin: string, call: string, method = 'GET') {
  const [path, search = ''] = call.split('?');
  const query = new URLSearchParams(search.replaceAll('+', '%2B')).toString();
  const response =
    method === 'GET'
      ? await fetch(`${origin}/api/v1/${path}?${query}`)
      : await fetch(`${origin}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(query) });
  return { status: response.status, body: await response.text() };
}

const calls = [
  'query?query=1&time=1700000000',
  'query?query=1.5&time=1700000000.123',
  'query?query=vector(1)&time=1700000000.1',
  'query?query=vector(1)&time=1700000000.1236',
  'query?query=vector(1)&time=2023-11-14T22:13:20.007Z',
  'query?query=vector(1)&time=2023-11-15T00:13:20+02:00',
  'query?query=vector(1)&time=-5.5',
  'query?query=vector(1)&time=1e9',
  'query?query=1e-7&time=1',
  'query?query=1e21&time=1',
  'query?query=123456789012345678901234567890&time=1',
  'query?query=vector(1e-7)&time=1',
  'query?query=vector(1e21)&time=1',
  'query?query=vector(1e20)&time=1',
  'query?query=vector(0.000001)&time=1',
  'query?query=vector(-1/3)&time=1',
  'query?query=vector(0/0)&time=1',
  'query?query=vector(1/0)&time=1',
  'query?query=vector(-1/0)&time=1',
  'query?query=-1/0&time=1',
  'query?query="text"&time=1',
  'query?query="a \\" ü ☺"&time=1',
  'query?query=nothing&time=1',
  'query?query=nothing[5m]&time=1',
  'query?query=label_replace(vector(1),"a","<&>","","")&time=1',
  'query_range?query=vector(1)&start=0&end=3&step=1',
  'query_range?query=time()&start=0.5&end=2&step=500ms',
  'query_range?query=1/3&start=10&end=10&step=1m',
  'query_range?query=nothing&start=0&end=10&step=1',
  'query_range?query=vector(1)&start=0&end=11000&step=1',
  'query?query=',
  'query',
  'query?query=vector(1)&timeout=x',
  'query_range?query=1',
  'query_range?query=1&start=1&end=x',
  'query_range?query=1&start=1&end=0&step=1',
  'query_range?query=1&start=1&end=2',
  'query_range?query=1&start=1&end=2&step=x',
  'query_range?query=1&start=1&end=2&step=-1',
  'query_range?query=1&start=0&end=11001&step=1',
  'series',
  'series?match[]=up',
  'series?match[]=up&start=5&end=1',
  'labels',
  'label/job/values',
  'label/U__a/values',
  'format_query?query=up+1',
  'format_query?query=sum(rate(a{b="c"}[5m])) by (job)',
  'format_query',
  'query_exemplars?query=up&start=0&end=1',
  'alerts',
  'rules',
  'alertmanagers',
  'metadata',
];

const takesForms = /^(query|query_range|format_query|series|labels)(\?|$)/;
const methods = (call: string) => (takesForms.test(call) ? ['GET', 'POST'] : ['GET']);

it.each(calls.flatMap((call) => methods(call).map((method) => ({ method, call }))))(
  'our API answers $method $call as Prometheus does',
  async ({ method, call }) => {
    expect(await ask(ourOrigin, call, method)).toEqual(await ask(realOrigin, call, method));
  },
);
