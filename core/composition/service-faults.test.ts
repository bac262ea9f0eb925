import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceFaults } from './service-faults.ts';
import { type ConsoleEvent, Faults, type ServiceStatus } from '../shared/index.ts';

const token = 'token-of-the-monitor';
let server: Server;
let url: string | null = null;
let told: unknown[] = [];
let published: ConsoleEvent[] = [];

beforeEach(async () => {
  told = [];
  published = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      told.push({ path: request.url, auth: request.headers.authorization, body: JSON.parse(body) as unknown });
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

const create = () =>
  createServiceFaults({ serviceUrl: () => url, token, publish: (event) => published.push(event), now: () => 1_000 });
const serviceAfter = (restarts: number): ServiceStatus => ({
  state: 'restarting',
  url,
  pid: null,
  sinceMs: 0,
  restarts,
  nextStartAtMs: null,
  message: null,
  outages: [],
});
const wanted = Faults.parse({ failureShare: 0.5 });

describe('faults of the service', () => {
  it('are passed on to it with the token, and told to the page', async () => {
    const faults = create();
    const status = await faults.set(wanted);
    expect(told).toEqual([{ path: '/internal/faults', auth: `Bearer ${token}`, body: wanted }]);
    expect(status).toEqual({ faults: wanted, sinceMs: 1_000, endedByRestart: false });
    expect(published).toEqual([{ type: 'faults', status }]);
    expect((await faults.clear()).faults).toBeNull();
    expect(told).toHaveLength(2);
  });

  it('end with the process that had them, which is told until somebody has seen it', async () => {
    const faults = create();
    await faults.set(wanted);
    faults.onService(serviceAfter(1));
    faults.onService(serviceAfter(1));
    expect(faults.status()).toEqual({ faults: null, sinceMs: 1_000, endedByRestart: true });
    expect(published).toHaveLength(2);
    expect((await faults.clear()).endedByRestart).toBe(false);
    expect(told).toHaveLength(1);
  });

  it('cannot be turned on while there is no service', async () => {
    url = null;
    await expect(create().set(wanted)).rejects.toMatchObject({ code: 'service_unavailable' });
  });
});
