import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { ServiceConfig, ServiceStatus } from '../shared/index.ts';
import { type SupervisedService, superviseService } from './supervised-service.ts';

const entry = new URL('./testdata/service.ts', import.meta.url);
const config: ServiceConfig = {
  host: '127.0.0.1',
  port: 0,
  modelDir: '/nowhere',
  internalToken: 'a-token-of-sixteen-letters',
  apiKey: null,
  workers: 1,
  maxBodyBytes: 1000,
  maxImagePixels: 1000,
  maxWaiting: 1,
  logLevel: 'silent',
};
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

let service: SupervisedService | undefined;
const begin = async ({
  behave = 'well',
  ...options
}: { behave?: string; port?: number; heartbeatMs?: number; graceMs?: number } = {}) => {
  const seen: ServiceStatus[] = [];
  service = superviseService({
    entry,
    config: { ...config, modelDir: behave, port: options.port ?? 0 },
    onStatus: (status) => seen.push(status),
    log: quiet,
    ...options,
  });
  await service.start();
  return { service, seen };
};

afterEach(async () => {
  await service?.stop();
  service = undefined;
});

const until = async (condition: () => boolean) => {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(20);
  expect(condition()).toBe(true);
};

it('resolves its start once the service has said where it listens', async () => {
  const { service } = await begin();
  expect(service.status()).toMatchObject({ state: 'running', restarts: 0, message: null, outages: [] });
  const reply = await fetch(`${service.status().url}/health`);
  expect(await reply.text()).toBe('ok');
});

it('restarts a killed service on the same port and remembers the outage', async () => {
  const { service, seen } = await begin();
  const before = service.status();
  process.kill(before.pid!, 'SIGKILL');
  await until(() => service.status().restarts === 1 && service.status().state === 'running');
  const after = service.status();
  expect(after.url).toBe(before.url);
  expect(after.pid).not.toBe(before.pid);
  expect(after.outages).toEqual([
    { fromMs: expect.any(Number), toMs: expect.any(Number), reason: 'killed by SIGKILL' },
  ]);
  expect(seen.some(({ state, nextStartAtMs }) => state === 'restarting' && nextStartAtMs !== null)).toBe(true);
});

it('waits longer before each further attempt', async () => {
  const { service, seen } = await begin();
  for (let crash = 1; crash <= 3; crash++) {
    await fetch(`${service.status().url}/die`).catch(() => {});
    await until(() => service.status().restarts === crash && service.status().state === 'running');
  }
  const waits = seen.flatMap(({ nextStartAtMs, outages }) =>
    nextStartAtMs === null ? [] : [nextStartAtMs - outages.at(-1)!.fromMs],
  );
  expect(waits.map((ms) => Math.round(ms / 250))).toEqual([1, 2, 4]);
});

it('ends and restarts a service that hangs', async () => {
  const { service } = await begin({ heartbeatMs: 100 });
  void fetch(`${service.status().url}/hang`).catch(() => {});
  await until(() => service.status().restarts === 1 && service.status().state === 'running');
  expect(service.status().outages[0]?.reason).toBe('it stopped answering');
});

it('ends a service that will not stop once its grace is over', async () => {
  const { service } = await begin({ behave: 'stubborn', graceMs: 200 });
  const { pid } = service.status();
  await service.stop();
  expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
});

it('fails its first start with the complaint of the service', async () => {
  await expect(begin({ behave: 'complain' })).rejects.toThrow('The model package has no labels.');
});

it('names the process in the way when the port is taken', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await expect(begin({ port })).rejects.toThrow(
    process.platform === 'linux' ? new RegExp(`Port ${port} is held by .+ \\(process ${process.pid}\\)`) : /is held by/,
  );
  holder.close();
});
