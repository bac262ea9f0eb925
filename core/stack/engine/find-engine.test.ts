import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEngine } from './find-engine.ts';

/** An engine's socket as Podman 4 answers, for what this machine has no Podman for. */
describe('finding an engine', () => {
  const dir = mkdtempSync(join(tmpdir(), 'telltale-find-'));
  const socket = join(dir, 'podman.sock');
  let podman: Server;

  beforeAll(async () => {
    const replies: Record<string, unknown> = {
      '/_ping': 'OK',
      '/version': {
        Version: '4.3.1',
        ApiVersion: '1.41',
        Os: 'linux',
        Arch: 'amd64',
        Components: [{ Name: 'Podman Engine', Version: '4.3.1', Details: {} }],
      },
      '/info': { OperatingSystem: 'debian', SecurityOptions: ['name=seccomp', 'name=rootless'], Warnings: null },
    };
    podman = createServer((request, reply) => reply.end(JSON.stringify(replies[request.url!])));
    await new Promise<void>((resolve) => podman.listen(socket, resolve));
  });
  afterAll(() => {
    podman.close();
    rmSync(dir, { recursive: true });
  });

  const on = (env: Record<string, string>) =>
    findEngine({ platform: 'linux', env, home: dir, uid: 4711, readText: () => null });

  it('says what it found, by whom it was named', async () => {
    const found = await on({ DOCKER_HOST: `unix://${socket}` });
    expect(found).toMatchObject({
      kind: 'found',
      facts: { name: 'Podman', version: '4.3.1', from: 'DOCKER_HOST', isRootless: true, operatingSystem: 'debian' },
    });
  });

  it('says why what a person named does not answer', async () => {
    expect(await on({ DOCKER_HOST: `unix://${dir}/none.sock` })).toMatchObject({
      kind: 'none',
      reason: `unix://${dir}/none.sock, named by DOCKER_HOST, does not answer: there is no such socket.`,
    });
    expect(await on({ DOCKER_HOST: 'ssh://elsewhere' })).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('only unix://, npipe:// and tcp:// addresses are understood'),
    });
  });
});
