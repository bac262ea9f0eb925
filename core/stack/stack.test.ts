import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StackOptions } from '../shared/index.ts';
import { isNotThere } from './engine/transport.ts';
import {
  daemonProblem,
  imagesProblem,
  importStackImages,
  startTestDaemon,
  type TestDaemon,
  testImages,
} from './testing/index.ts';
import { startTestRegistry } from './testing/test-registry.ts';
import { createTestStack, type TestStack } from './testing/test-stack.ts';

const run = promisify(execFile);
const problem = daemonProblem() ?? imagesProblem();
const only = (...services: StackOptions['services']) => ({ services, images: testImages });

describe.skipIf(problem !== null)(
  `a stack on a real Docker${problem ? ` (${problem})` : ''}`,
  { timeout: 60_000 },
  () => {
    let daemon: TestDaemon;
    const open: TestStack[] = [];

    const stackOf = async (wanted: Pick<StackOptions, 'services' | 'images'>, at = daemon) => {
      const made = await createTestStack(at, wanted);
      open.push(made);
      return made;
    };

    beforeAll(async () => {
      daemon = await startTestDaemon();
      await importStackImages(daemon.socket, ['alertmanager', 'node-exporter', 'prometheus']);
    }, 60_000);
    afterEach(async () => {
      for (const one of open.splice(0)) await one.close();
    });
    afterAll(() => daemon.stop(), 60_000);

    it('takes the next port where the usual one is taken, and says so', async () => {
      const holder = createServer();
      const isHeld = await new Promise<boolean>((resolve) => {
        holder.once('error', () => resolve(false)); // somebody else holds it: as good
        holder.listen(9093, '127.0.0.1', () => resolve(true));
      });
      const { stack, until } = await stackOf(only('alertmanager'));
      await stack.begin();
      const { url, movedFromPort } = await until('alertmanager', ({ state }) => state === 'healthy');
      expect(Number(new URL(url!).port)).toBeGreaterThan(9093);
      expect(movedFromPort).toBe(9093);
      if (isHeld) holder.close();
    });

    it('leaves a container alone that has our name and is not ours', async () => {
      const { stack, names, until } = await stackOf(only('alertmanager', 'node-exporter'));
      const name = names.container('alertmanager');
      const label = 'dev.telltale.workspace=another';
      const flags = ['-H', daemon.address, 'create', '--name', name, '--network', 'none', '--label', label];
      const foreign = (await run('docker', [...flags, testImages['node-exporter']])).stdout.trim();
      await stack.begin();
      const { reason } = await until('alertmanager', ({ state }) => state === 'failed');
      expect(reason).toBe(
        `There is a container named ${name} that Telltale did not make, so it is left alone. Rename or remove it, then start the stack again.`,
      );
      await until('node-exporter', ({ state }) => state === 'healthy');
      await stack.removeEverything();
      expect((await daemon.engine.containers.inspect(foreign)).State.Status).toBe('created');
      await daemon.engine.containers.remove(foreign);
    });

    it('leaves a network alone that has our name and is not ours', async () => {
      const { stack, names, told } = await stackOf(only('alertmanager'));
      await daemon.engine.networks.create(names.network, {});
      await stack.begin();
      await expect
        .poll(() => told.at(-1)?.notices[0], { timeout: 20_000 })
        .toMatch(/network named .+ that Telltale did not make/);
      await stack.removeEverything();
      expect((await daemon.engine.networks.inspect(names.network)).Name).toBe(names.network);
      await daemon.engine.networks.remove(names.network);
    });

    it('says why an image cannot be fetched', async () => {
      const registry = await startTestRegistry(1);
      const image = registry.image.replace('thing:1', 'other:1');
      const { stack, until } = await stackOf({ services: ['alertmanager'], images: { alertmanager: image } });
      await stack.begin();
      const { reason } = await until('alertmanager', ({ state }) => state === 'failed');
      expect(reason).toMatch(new RegExp(`^The image ${image.replaceAll('.', '\\.')} could not be fetched: .*manifest`));
      await registry.close();
    });

    it('pulls with progress, is cancelled by a stop, and can be begun again', async () => {
      const registry = await startTestRegistry(3);
      registry.hold(2);
      const { stack, told, until } = await stackOf({
        services: ['alertmanager'],
        images: { alertmanager: registry.image },
      });
      await stack.begin();
      // Two layers are there, of the third a half.
      const { pull } = await until('alertmanager', (status) => (status.pull?.layersDone ?? 0) >= 2);
      expect(pull).toMatchObject({ layers: 3 });
      expect(pull!.totalBytes).toBeGreaterThan(3_000_000);
      const held = await stack.end();
      expect(held.phase).toBe('off');
      expect(held.services.find(({ name }) => name === 'alertmanager')).toMatchObject({
        state: 'absent',
        reason: null,
      });
      const before = registry.asked.length;
      registry.letGo();
      await stack.begin();
      // There is nothing to run in it: what matters is that it arrived.
      await until('alertmanager', ({ state }) => state === 'failed');
      expect((await daemon.engine.images.inspect(registry.image))?.RepoTags).toEqual([registry.image]);
      expect(registry.asked.slice(before)).toContain(registry.layers[2]);
      const shares = told.flatMap(
        ({ services }) => services.find(({ name }) => name === 'alertmanager')?.pull?.bytes ?? [],
      );
      expect(shares.some((bytes) => bytes > 0)).toBe(true);
      await registry.close();
    });

    it('tells a program that ends at once by its last words', async () => {
      // The node exporter knows none of Prometheus's flags.
      const images = { prometheus: testImages['node-exporter'] };
      const { stack, until } = await stackOf({ services: ['prometheus'], images });
      await stack.begin();
      const { reason } = await until('prometheus', ({ reason }) => reason?.includes('last words') ?? false);
      expect(reason).toMatch(/Its last words: .*unknown long flag '--config.file'/);
    });

    it('calls a container unhealthy that runs and does not answer', async () => {
      const { stack, names, until } = await stackOf(only('alertmanager'));
      await stack.begin();
      await until('alertmanager', ({ state }) => state === 'healthy');
      await daemon.engine.containers.kill(names.container('alertmanager'), 'SIGSTOP');
      const { reason } = await until('alertmanager', ({ state }) => state === 'unhealthy');
      expect(reason).toMatch(/does not answer as it should: .*no answer within 2 s/);
      await daemon.engine.containers.kill(names.container('alertmanager'), 'SIGCONT');
      await until('alertmanager', ({ state }) => state === 'healthy');
    });

    it('makes a container anew when its image changed, and keeps it when nothing did', async () => {
      const { stack, names, until } = await stackOf(only('alertmanager'));
      const idOf = async () => (await daemon.engine.containers.inspect(names.container('alertmanager'))).Id;
      await stack.begin();
      await until('alertmanager', ({ state }) => state === 'healthy');
      const first = await idOf();
      await stack.end();
      await stack.begin();
      await until('alertmanager', ({ state }) => state === 'healthy');
      expect(await idOf()).toBe(first);
      await run('docker', ['-H', daemon.address, 'tag', testImages.alertmanager, 'another:1']);
      const { options } = await stack.status();
      await stack.setOptions({ ...options, images: { alertmanager: 'another:1' } });
      await until('alertmanager', ({ state, image }) => state === 'healthy' && image === 'another:1');
      await expect.poll(() => idOf().catch(() => first), { timeout: 20_000 }).not.toBe(first);
      await until('alertmanager', ({ state }) => state === 'healthy');
    });

    it('stops what is switched off, and starts what is switched on', async () => {
      const { stack, until } = await stackOf(only('alertmanager', 'node-exporter'));
      const choose = async (...services: StackOptions['services']) =>
        stack.setOptions({ ...(await stack.status()).options, services });
      await stack.begin();
      await until('node-exporter', ({ state }) => state === 'healthy');
      await choose('alertmanager');
      expect(await until('node-exporter', ({ state }) => state === 'stopped')).toMatchObject({
        enabled: false,
        url: null,
      });
      await choose('alertmanager', 'node-exporter');
      expect(await until('node-exporter', ({ state }) => state === 'healthy')).toMatchObject({ enabled: true });
    });

    it('knows when the engine dies, and brings everything up again when it is back', async () => {
      const { stack, until } = await stackOf(only('alertmanager'));
      await stack.begin();
      await until('alertmanager', ({ state }) => state === 'healthy');
      await daemon.kill();
      const { reason } = await until('alertmanager', ({ state }) => state === 'failed');
      expect(reason).toBe('The container engine does not answer.');
      const { engine } = await stack.status();
      expect(engine).toMatchObject({
        kind: 'none',
        reason: expect.stringMatching(/No container engine answers at unix:/),
      });
      await daemon.restart();
      await until('alertmanager', ({ state }) => state === 'healthy');
      expect((await stack.status()).engine.kind).toBe('found');
    });

    it('says that the disk is full', async () => {
      const small = mkdtempSync(join(tmpdir(), 'telltale-small-'));
      await run('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', small]);
      const crowded = await startTestDaemon({ dataRoot: join(small, 'docker') });
      try {
        await importStackImages(crowded.socket, ['alertmanager']);
        await run('fallocate', ['-l', '200m', join(small, 'filler')]).catch(() =>
          run('dd', ['if=/dev/zero', `of=${join(small, 'filler')}`, 'bs=64k']).catch(() => {}),
        );
        const { stack, told } = await stackOf(only('alertmanager'), crowded);
        await stack.begin();
        await expect
          .poll(
            () =>
              [...(told.at(-1)?.notices ?? []), ...(told.at(-1)?.services.map(({ reason }) => reason) ?? [])].join(' '),
            { timeout: 20_000 },
          )
          .toMatch(/no space left on device/);
      } finally {
        await crowded.stop();
        await run('umount', ['-l', small]);
        rmSync(small, { recursive: true });
      }
    });

    it('has nothing left after its tests', async () => {
      expect(await daemon.engine.containers.list({})).toEqual([]);
      await expect(daemon.engine.containers.inspect('telltale-alertmanager')).rejects.toSatisfy(isNotThere);
    });
  },
);
