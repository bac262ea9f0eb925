import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FromChild, type ServiceConfig } from '../shared/index.ts';
import { endlessBody, serviceConfig } from './testdata/running-service.ts';
import { writeTinyModel } from './testdata/tiny-model.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const children: ChildProcess[] = [];
let modelDir: string;

beforeAll(async () => {
  modelDir = await writeTinyModel();
});
afterAll(() => rm(modelDir, { recursive: true, force: true }));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(changes: Partial<ServiceConfig> = {}, environment?: string): ChildProcess {
  const config = environment ?? JSON.stringify(serviceConfig(modelDir, changes));
  const child = fork(main, {
    env: { ...process.env, TELLTALE_SERVICE: config },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return child;
}
const firstMessage = async (child: ChildProcess) => FromChild.parse((await once(child, 'message'))[0]);
async function startedAt(child: ChildProcess): Promise<string> {
  const message = await firstMessage(child);
  if (message.type !== 'ready' || message.url === null) throw new Error(JSON.stringify(message));
  return message.url;
}
async function exitOf(child: ChildProcess): Promise<{ code: number | null; withinMs: number }> {
  const startMs = performance.now();
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, withinMs: performance.now() - startMs };
}

describe('the service process', () => {
  it('says that it is ready, and where, once it can predict', async () => {
    const url = await startedAt(start());
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it.each([
    { when: 'it is told to stop', end: (child: ChildProcess) => child.send({ type: 'stop' }) },
    { when: 'its parent is gone', end: (child: ChildProcess) => child.disconnect() },
    { when: 'it gets SIGTERM', end: (child: ChildProcess) => child.kill('SIGTERM') },
  ])('ends within three seconds when $when', async ({ end }) => {
    const child = start();
    await startedAt(child);
    const exit = exitOf(child);
    end(child);
    const { code, withinMs } = await exit;
    expect(code).toBe(0);
    expect(withinMs).toBeLessThan(3_000);
  });

  it('ends although a client neither finishes its request nor goes away', async () => {
    const child = start();
    const url = await startedAt(child);
    const endless = endlessBody();
    const hanging = fetch(`${url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    }).catch((error: unknown) => error);
    const exit = exitOf(child);
    setTimeout(() => child.send({ type: 'stop' }), 100);
    expect((await exit).withinMs).toBeLessThan(3_200);
    await hanging;
  });

  it('leaves Ctrl-C to its parent', async () => {
    const child = start();
    const url = await startedAt(child);
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it.each([
    {
      what: 'the model is missing',
      changes: { modelDir: '/nowhere' },
      code: 'bad_model_package',
      says: /no model\.json/,
    },
    { what: 'a setting is wrong', changes: { workers: 0 }, code: 'bad_request', says: /workers/ },
  ])('says why it cannot start when $what, and exits with 1', async ({ changes, code, says }) => {
    const child = start(changes);
    const exit = exitOf(child);
    expect(await firstMessage(child)).toEqual({ type: 'failed', code, message: expect.stringMatching(says) });
    expect((await exit).code).toBe(1);
  });

  it('names the address when its port is taken', async () => {
    const port = Number(new URL(await startedAt(start())).port);
    expect(await firstMessage(start({ port }))).toMatchObject({ type: 'failed', code: 'port_taken' });
  });
});
