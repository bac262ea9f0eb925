import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MonitorReady, stackServiceNames, type StackServiceName, StackStatus } from '../shared/index.ts';
import {
  daemonProblem,
  imagesProblem,
  importStackImages,
  startTestDaemon,
  type TestDaemon,
  testImages,
} from '../stack/testing/index.ts';

const entry = fileURLToPath(new URL('../main.ts', import.meta.url));
const problem = daemonProblem() ?? imagesProblem();

/** The sum of failed requests, and the service's own dashboard's first query. */
const rules = (threshold: number) =>
  `groups: [{name: test, interval: 1s, rules: [{alert: ServiceUp, expr: 'up{job="food11"} > ${threshold}', labels: {severity: page}}]}]\n`;

const QueryReply = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

interface Running {
  child: ChildProcess;
  ready: MonitorReady;
  ask(method: string, path: string, body?: object): Promise<unknown>;
  stack(): Promise<StackStatus>;
}

describe.skipIf(problem !== null)(
  `the stack of a real Telltale on a real Docker${problem ? ` (${problem})` : ''}`,
  { timeout: 90_000 },
  () => {
    let daemon: TestDaemon;
    let running: Running;
    const dataDir = mkdtempSync(join(tmpdir(), 'telltale-stack-'));

    async function launch(): Promise<Running> {
      const flags = ['--data-dir', dataDir, '--token', 'test-token', '--console-port', '0', '--service-port', '0'];
      const swift = ['--scrape-interval', '1s', '--workers', '1', '--log-level', 'warn'];
      const env = { ...process.env, DOCKER_HOST: daemon.address };
      const child = spawn(process.execPath, [entry, ...flags, ...swift], { stdio: ['ignore', 'pipe', 'pipe'], env });
      let said = '';
      child.stderr.on('data', (part: Buffer) => (said += part.toString()));
      const line = once(child.stdout, 'data').then(([part]) =>
        MonitorReady.parse(JSON.parse((part as Buffer).toString())),
      );
      const ended = once(child, 'exit').then(() => Promise.reject(new Error(`Telltale ended: ${said}`)));
      ended.catch(() => {}); // it ends in the end
      const ready = await Promise.race([line, ended]);
      const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
        const headers = { authorization: 'Bearer test-token', ...(body ? { 'content-type': 'application/json' } : {}) };
        const reply = await fetch(`${ready.console}${path}`, {
          method,
          headers,
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        return reply.json();
      };
      const stack = async () => z.object({ stack: StackStatus }).parse(await ask('GET', '/api/console/stack')).stack;
      return { child, ready, ask, stack };
    }

    async function end({ child }: Running, signal: NodeJS.Signals): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }

    async function eventually<T>(look: () => Promise<T | undefined>, withinMs = 30_000): Promise<T> {
      const deadline = Date.now() + withinMs;
      let last: unknown;
      for (;;) {
        const value = await look().catch((error: unknown) => void (last = error));
        if (value !== undefined) return value;
        if (Date.now() > deadline)
          throw new Error(
            `not within ${withinMs} ms: ${look.toString()} ${String(last)}\n${JSON.stringify(await running.stack())}`,
          );
        await sleep(200);
      }
    }

    const stateOf = async (name: StackServiceName) =>
      (await running.stack()).services.find((one) => one.name === name)!;
    const untilAll = (names: readonly StackServiceName[], state: string) =>
      eventually(async () => {
        const { services } = await running.stack();
        return names.every((name) => services.find((one) => one.name === name)!.state === state) ? services : undefined;
      });
    async function queryManaged(query: string) {
      const { url } = await stateOf('prometheus');
      const reply = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
      return QueryReply.parse(await reply.json()).data.result;
    }

    beforeAll(async () => {
      daemon = await startTestDaemon();
      await importStackImages(daemon.socket, stackServiceNames);
      running = await launch();
    }, 90_000);

    afterAll(async () => {
      await end(running, 'SIGTERM');
      await daemon.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }, 60_000);

    it('is off, and says which engine there is, until it is started', async () => {
      const status = await running.stack();
      expect(status.phase).toBe('off');
      expect(status.engine).toMatchObject({ kind: 'found', name: 'Docker', address: daemon.address });
      expect(status.services.map(({ state }) => state)).toEqual(stackServiceNames.map(() => 'absent'));
    });

    it('brings every service to health, by their own word', async () => {
      const options = { services: stackServiceNames, images: testImages, onQuit: 'stop', dataSource: 'embedded' };
      await running.ask('PUT', '/api/console/stack/options', { options });
      await running.ask('POST', '/api/console/stack/start', {});
      const services = await untilAll(stackServiceNames, 'healthy');
      for (const { url } of services) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const [started] = (await daemon.engine.containers.list({})).filter(({ Names }) =>
        Names[0]!.includes('prometheus'),
      );
      const { HostConfig } = await daemon.engine.containers.inspect(started!.Id);
      expect(HostConfig.PortBindings['9090/tcp']![0]!.HostIp).toBe('127.0.0.1');
    });

    it('has the real Prometheus scrape the real service on this machine, under the labels of the embedded store', async () => {
      const result = await eventually(async () => {
        const found = await queryManaged('up{job="food11"} == 1');
        return found.length > 0 ? found : undefined;
      });
      expect(result[0]!.metric).toMatchObject({ job: 'food11', instance: new URL(running.ready.service).host });
      await eventually(async () =>
        (await queryManaged('count(up{job=~"node|telltale"} == 1)'))[0]?.value[1] === '2' ? true : undefined,
      );
    });

    it("lets a container reach the service's metrics, and nothing else of it", async () => {
      const { url } = await stateOf('prometheus');
      const targets = (await (await fetch(`${url}/api/v1/targets`)).json()) as {
        data: { activeTargets: { scrapePool: string; scrapeUrl: string }[] };
      };
      const scraped = targets.data.activeTargets.find(({ scrapePool }) => scrapePool === 'food11')!.scrapeUrl;
      expect(scraped).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+:\d+\/from\/http\/127\.0\.0\.1:\d+\/metrics$/);
      const at = (path: string) => scraped.replace('/metrics', path);
      expect((await fetch(scraped)).status).toBe(200);
      expect((await fetch(at('/predict'))).status).toBe(404);
      expect((await fetch(at('/predict'), { method: 'POST', body: 'x' })).status).toBe(405);
    });

    it('takes up a rule edited in Telltale within ten seconds, and its alert reaches Alertmanager', async () => {
      const file = join(dataDir, 'rules', 'test.yml');
      const untilAlerts = (query: string, count: number) =>
        eventually(async () => ((await queryManaged(query)).length === count ? true : undefined), 10_000);
      writeFileSync(file, rules(0));
      await untilAlerts('ALERTS{alertname="ServiceUp",alertstate="firing"}', 1);
      const { url } = await stateOf('alertmanager');
      const labels = await eventually(async () => {
        const alerts = (await (await fetch(`${url}/api/v2/alerts`)).json()) as { labels: Record<string, string> }[];
        return alerts.map((alert) => alert.labels).find(({ alertname }) => alertname === 'ServiceUp');
        // What fires while Prometheus still looks its Alertmanagers up after a reload, it sends a minute later.
      }, 90_000);
      expect(labels).toMatchObject({ job: 'food11', severity: 'page' });
      writeFileSync(file, rules(5));
      await untilAlerts('ALERTS{alertname="ServiceUp"}', 0);
    }, 150_000);

    it('says so when Prometheus will not have a configuration, and goes on with the one before', async () => {
      const file = join(dataDir, 'prometheus.yml');
      writeFileSync(file, 'scrape_configs: [{job_name: hasty, scrape_interval: 1s, scrape_timeout: 5s}]\n');
      const notices = await eventually(async () => {
        const { notices } = await running.stack();
        return notices.length > 0 ? notices : undefined;
      });
      expect(notices[0]).toMatch(/Prometheus goes on with its old configuration/);
      writeFileSync(file, 'scrape_configs: []\n');
      await eventually(async () => ((await running.stack()).notices.length === 0 ? true : undefined));
    });

    it("answers the console's queries by the managed Prometheus once that is chosen", async () => {
      const { options } = await running.stack();
      const choose = (dataSource: string) =>
        running.ask('PUT', '/api/console/stack/options', { options: { ...options, dataSource } });
      /** As the page does: a form by POST. */
      const query = async (expr: string) => {
        const reply = await fetch(`${running.ready.console}/api/v1/query`, {
          method: 'POST',
          headers: { authorization: 'Bearer test-token' },
          body: new URLSearchParams({ query: expr }),
        });
        return QueryReply.parse(await reply.json()).data.result;
      };
      await choose('managed');
      // Only the managed one scrapes Alertmanager.
      expect(await query('up{job="alertmanager"}')).toHaveLength(1);
      await choose('embedded');
      expect(await query('up{job="alertmanager"}')).toHaveLength(0);
      const rows = JSON.parse(
        readFileSync(new URL('../../assets/dashboards/food11-service.json', import.meta.url), 'utf8'),
      ) as {
        panels: { targets?: { expr: string }[] }[];
      };
      await choose('managed');
      for (const { expr } of rows.panels.flatMap(({ targets = [] }) => targets)) {
        expect(await query(expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '1m'))).toBeDefined();
      }
      await choose('embedded');
    });

    it('gives Grafana what it needs: data sources, every dashboard, alerts, a password of its own', async () => {
      const { url } = await stateOf('grafana');
      const found = (await (await fetch(`${url}/stand-in`)).json()) as {
        problems: string[];
        dashboards: { uid: string }[];
        rules: { title: string }[];
      };
      expect(found.problems).toEqual([]);
      expect(found.dashboards.map(({ uid }) => uid)).toContain('food11-service');
      const titles = found.rules.map(({ title }) => title);
      for (const title of ['Failed requests', 'Low prediction confidence', 'Drift detected'])
        expect(titles).toContain(title);
    });

    it('gives the stack away as a zip, without its password', async () => {
      const reply = await fetch(`${running.ready.console}/api/console/stack/compose.zip`, {
        headers: { authorization: 'Bearer test-token' },
      });
      const files = unzipSync(new Uint8Array(await reply.arrayBuffer()));
      expect(Object.keys(files)).toContain('telltale-stack/docker-compose.yml');
      expect(Object.keys(files)).toContain('telltale-stack/prometheus/rules/food11.yml');
      const { password } = z
        .object({ password: z.string().min(20) })
        .parse(await running.ask('POST', '/api/console/stack/password', {}));
      expect(statSync(join(dataDir, 'stack/grafana-password')).mode & 0o777).toBe(0o600);
      for (const bytes of Object.values(files)) expect(strFromU8(bytes)).not.toContain(password);
    });

    it('shows what a container writes', async () => {
      const reply = await running.ask('GET', '/api/console/stack/services/prometheus/logs?tail=500');
      const { lines } = z.object({ lines: z.array(z.object({ text: z.string(), at: z.string() })) }).parse(reply);
      expect(lines.some(({ text }) => text.includes('Server is ready to receive web requests'))).toBe(true);
      expect(lines[0]!.at).toMatch(/^\d{4}-/);
    });

    it('looks after its containers again after kill -9, and stops them when it quits', async () => {
      const before = (await daemon.engine.containers.list({})).map(({ Id }) => Id).sort();
      await end(running, 'SIGKILL');
      running = await launch();
      await untilAll(stackServiceNames, 'healthy');
      expect((await daemon.engine.containers.list({})).map(({ Id }) => Id).sort()).toEqual(before);
      // The service and the door for scrapes have other ports by now.
      const instance = new URL(running.ready.service).host;
      await eventually(async () =>
        (await queryManaged(`up{job="food11",instance="${instance}"} == 1`)).length > 0 ? true : undefined,
      );
      await end(running, 'SIGTERM');
      await eventually(async () =>
        (await daemon.engine.containers.list({})).every(({ State }) => State === 'exited') ? true : undefined,
      );
      running = await launch();
      expect((await running.stack()).phase).toBe('off');
    });

    it('removes everything it made, and nothing else', async () => {
      await running.ask('POST', '/api/console/stack/start', {});
      await untilAll(stackServiceNames, 'healthy');
      await running.ask('POST', '/api/console/stack/stop', {});
      expect((await daemon.engine.containers.list({})).filter(({ State }) => State === 'running')).toEqual([]);
      await daemon.engine.volumes.create('somebody-elses', {});
      await running.ask('POST', '/api/console/stack/remove', {});
      expect(await daemon.engine.containers.list({})).toEqual([]);
      expect((await daemon.engine.volumes.list({})).map(({ Name }) => Name)).toEqual(['somebody-elses']);
      expect((await daemon.engine.networks.list({})).map(({ Name }) => Name).sort()).toEqual(['host', 'none']);
    });
  },
);
