import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHostAccess } from './host-access.ts';
import { createMetricsListener } from './metrics-listener.ts';

describe('the door for scrapes', () => {
  const asked: string[] = [];
  const service = createServer((request, reply) => {
    asked.push(
      `${request.method} ${request.url} ${request.headers.authorization ?? '-'} ${request.headers['cookie'] ?? '-'}`,
    );
    reply.writeHead(200, { 'content-type': 'text/plain; version=0.0.4', 'set-cookie': 'a=b' }).end('up 1\n');
  });
  let url: string;
  const listener = createMetricsListener({
    sources: () => [{ url: `${url}/metrics`, headers: { authorization: 'Bearer ours' } }],
    log: { warn: () => {} },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await listener.close();
    service.close();
  });
  const through = (port: number, path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}/from/${url.replace('://', '/')}${path}`, init);

  it('passes a scrape on with what the target wants to be sent, and the reply back without more', async () => {
    const port = await listener.open('127.0.0.1', '127.0.0.0/8');
    const reply = await through(port, '/metrics', { headers: { cookie: 'x=y' } });
    expect(await reply.text()).toBe('up 1\n');
    expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(asked).toEqual(['GET /metrics Bearer ours -']);
  });

  it.each([
    { path: '/predict', method: 'GET', status: 404 },
    { path: '/metrics/../predict', method: 'GET', status: 404 },
    { path: '/metrics?all=1', method: 'GET', status: 404 },
    { path: '/metrics', method: 'POST', status: 405 },
  ])('answers $method $path with $status, and nobody hears of it', async ({ path, method, status }) => {
    const port = await listener.open('127.0.0.1', '127.0.0.0/8');
    const before = asked.length;
    expect((await through(port, path, { method })).status).toBe(status);
    expect(asked).toHaveLength(before);
  });

  it('answers only peers of the network it was opened for', async () => {
    const port = await listener.open('127.0.0.1', '172.18.0.0/16');
    expect((await through(port, '/metrics')).status).toBe(403);
  });

  it('is shut when it is closed', async () => {
    const port = await listener.open('127.0.0.1', '127.0.0.0/8');
    await listener.close();
    await expect(through(port, '/metrics')).rejects.toThrow('fetch failed');
  });

  it("stands on loopback where the containers' gateway is no address of this machine", async () => {
    const access = createHostAccess(listener);
    // 192.0.2.0/24 is for documentation: no machine has it.
    expect(await access.open({ gateway: '192.0.2.1', subnet: '192.0.2.0/24' })).toEqual({
      hostAddress: 'host-gateway',
    });
    expect(access.address()).toMatch(/^host\.docker\.internal:\d+$/);
    expect(await access.open({ gateway: '127.0.0.1', subnet: '127.0.0.0/8' })).toEqual({ hostAddress: '127.0.0.1' });
    expect(access.address()).toMatch(/^127\.0\.0\.1:\d+$/);
    await access.close();
  });
});
