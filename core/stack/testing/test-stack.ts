import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackOptions, StackServiceName, StackServiceStatus, StackStatus } from '../../shared/index.ts';
import { type FoundEngine, factsOf } from '../engine/find-engine.ts';
import { createHostAccess } from '../host-access.ts';
import { createMetricsListener } from '../metrics-listener.ts';
import { type Names, namesOf } from '../names.ts';
import { createProvisioner } from '../provisioning/provisioner.ts';
import { createStack, type Stack } from '../stack.ts';
import type { TestDaemon } from './test-daemon.ts';

export interface TestStack {
  stack: Stack;
  names: Names;
  statusOf(service: StackServiceName): Promise<StackServiceStatus>;
  /** Every status it told, oldest first. */
  told: readonly StackStatus[];
  /** Waits until a service is as wanted. */
  until(
    service: StackServiceName,
    isSo: (status: StackServiceStatus) => boolean,
    withinMs?: number,
  ): Promise<StackServiceStatus>;
  close(): Promise<void>;
}

const password = 'a-password-for-the-test';

/** A stack without a monitor around it: nothing is scraped, and no rule is there. */
export async function createTestStack(
  daemon: Pick<TestDaemon, 'engine'>,
  wanted: Pick<StackOptions, 'services' | 'images'>,
): Promise<TestStack> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'telltale-test-stack-')));
  const configDir = join(root, 'stack');
  mkdirSync(configDir);
  const log = { info: () => {}, warn: () => {} };
  const access = createHostAccess(createMetricsListener({ sources: () => [], log }));
  let options: StackOptions = { ...wanted, onQuit: 'stop', dataSource: 'embedded' };
  const told: StackStatus[] = [];
  const names = namesOf(root);
  const find = async (): Promise<FoundEngine> => ({
    kind: 'found',
    engine: daemon.engine,
    facts: await factsOf(daemon.engine, 'the test'),
  });
  const stack = createStack({
    names,
    configDir,
    find,
    options: { get: () => options, set: (next) => (options = next) },
    access,
    files: createProvisioner({
      root: configDir,
      grafanaPassword: () => password,
      sources: async () => ({
        userYaml: '',
        targets: [],
        ruleFiles: new Map(),
        alertmanagerYaml: null,
        dashboards: [],
        ruleGroups: [],
        services: options.services,
        scrapeIntervalMs: 1000,
        job: 'food11',
        door: access.address(),
        webhookUrl: null,
      }),
    }),
    secretEnv: (service): Record<string, string> =>
      service === 'grafana' ? { GF_SECURITY_ADMIN_PASSWORD: password } : {},
    portIsFree,
    onStatus: (status) => told.push(status),
    log,
    pollMs: 200,
  });
  await stack.start();

  const statusOf = async (service: StackServiceName) =>
    (await stack.status()).services.find(({ name }) => name === service)!;
  return {
    stack,
    names,
    told,
    statusOf,
    async until(service, isSo, withinMs = 30_000) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const status = await statusOf(service);
        if (isSo(status)) return status;
        if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(status)}`);
        await sleep(100);
      }
    },
    async close() {
      await stack.removeEverything().catch(() => {}); // an engine that is gone has nothing left
      await stack.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const tried = createServer();
    tried.once('error', () => resolve(false));
    tried.listen({ port, host: '127.0.0.1', exclusive: true }, () => tried.close(() => resolve(true)));
  });
}
