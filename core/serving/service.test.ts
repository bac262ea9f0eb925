import { rm } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { startService, type RunningService } from './service.ts';
import { base64, json, plain, serviceConfig, useService, withImage } from './testdata/running-service.ts';
import { failingGraph, writeTinyModel } from './testdata/tiny-model.ts';

const service = useService();

describe('GET /health, /openapi.json, /docs and /', () => {
  it('say that the service is live and ready', async () => {
    const response = await fetch(`${service.url}/health`);
    expect(await response.json()).toEqual({ live: true, ready: true, model: 'tiny', model_version: '3' });
  });

  it('describe the service under the title of the model', async () => {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as Record<string, object>;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Tiny API', version: '1.0.0' },
      components: { schemas: { PredictRequest: { required: ['image'], properties: { image: { type: 'string' } } } } },
    });
    expect(Object.keys(document['paths']!)).toEqual(['/predict', '/metrics', '/health']);
  });

  it('come with policies that allow nothing from elsewhere', async () => {
    for (const path of ['/', '/docs']) {
      const response = await fetch(service.url + path);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    }
    expect(await (await fetch(service.url)).text()).toContain('<h1>Tiny API</h1>');
  });
});

describe('a service of its own', () => {
  const running: RunningService[] = [];
  const start = async (...args: Parameters<typeof startService>) => {
    const started = await startService(...args);
    running.push(started);
    return started;
  };
  afterAll(() => Promise.all(running.map((each) => each.stop())));

  it('wants its API key everywhere but at /health, in any of three ways', async () => {
    const { url } = await start(serviceConfig(service.modelDir, { apiKey: 'a key' }));
    const status = async (path: string, headers = {}) => (await fetch(url + path, { headers })).status;
    expect(await status('/health')).toBe(200);
    for (const path of ['/', '/docs', '/openapi.json', '/metrics', '/nothing']) expect(await status(path)).toBe(401);
    expect(await status('/metrics', { 'x-api-key': 'a key' })).toBe(200);
    expect(await status('/metrics', { 'x-api-key': 'another' })).toBe(401);
    const basic = Buffer.from('anyone:a key').toString('base64');
    expect(await status('/metrics', { authorization: `Basic ${basic}` })).toBe(200);
    const other = await start(serviceConfig(service.modelDir, { apiKey: 'akey' }));
    expect((await fetch(`${other.url}/metrics`, { headers: { authorization: 'Bearer akey' } })).status).toBe(200);
  });

  it('answers 500 for a picture that the model fails on, and the next as ever', async () => {
    const dir = await writeTinyModel({}, failingGraph);
    const { url } = await start(serviceConfig(dir));
    const send = async (picture: Uint8Array<ArrayBuffer>) =>
      fetch(`${url}/predict`, {
        method: 'POST',
        headers: { 'content-type': 'image/png' },
        body: picture,
      });
    const failed = await send(await plain('#ffffff'));
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ code: 'model_failed' });
    expect((await send(await plain('#000000'))).status).toBe(200);
    await rm(dir, { recursive: true, force: true });
  });

  it('answers 503 with Retry-After when too many wait', async () => {
    const { url } = await start(serviceConfig(service.modelDir, { maxWaiting: 1, maxBodyBytes: 4_000_000 }));
    const noise = Buffer.from(Uint8Array.from({ length: 900 * 900 * 3 }, (_, i) => (i * 7919) % 251));
    const slow = await sharp(noise, { raw: { width: 900, height: 900, channels: 3 } })
      .png()
      .toBuffer();
    const send = () =>
      fetch(`${url}/predict`, { method: 'POST', headers: { 'content-type': 'image/png' }, body: new Uint8Array(slow) });
    const replies = await Promise.all(Array.from({ length: 12 }, send));
    const refused = replies.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect(await refused[0]!.json()).toMatchObject({ code: 'queue_full' });
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
  });

  it('does not start on a taken port, without a model, or in the open without a key', async () => {
    const port = Number(new URL(service.url).port);
    await expect(startService(serviceConfig(service.modelDir, { port }))).rejects.toMatchObject({ code: 'port_taken' });
    await expect(startService(serviceConfig('/nowhere'))).rejects.toMatchObject({ code: 'bad_model_package' });
    await expect(startService(serviceConfig(service.modelDir, { host: '0.0.0.0' }))).rejects.toThrow(
      /an API key is needed/,
    );
  });

  it('answers what is in flight before it stops, and then no more', async () => {
    const stopping = await startService(serviceConfig(service.modelDir));
    const body = withImage(base64(await plain('#00ff00')));
    const replies = Array.from({ length: 8 }, () =>
      fetch(`${stopping.url}/predict`, { method: 'POST', headers: json, body }),
    );
    // Until the last of them has arrived; stopping sooner would refuse it, rightly.
    await Promise.race(replies);
    await stopping.stop();
    for (const reply of await Promise.all(replies)) expect([200, 503]).toContain(reply.status);
    await expect(fetch(`${stopping.url}/health`)).rejects.toThrow('fetch failed');
  });
});
