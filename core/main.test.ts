import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ConsoleStatus, LoadRun, MonitorReady, Prediction } from './shared/index.ts';

const entry = fileURLToPath(new URL('./main.ts', import.meta.url));
const picture = readFileSync(new URL('../assets/images/test_image.jpeg', import.meta.url));
const dirs: string[] = [];
const processes: ChildProcess[] = [];

afterEach(async () => {
  for (const child of processes.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await sleep(100);
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const newDataDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'telltale-main-'));
  dirs.push(dir);
  return dir;
};

interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
}

function launch(...flags: string[]): Running {
  const child = spawn(process.execPath, [entry, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  processes.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return { child, stdout: () => stdout, stderr: () => stderr };
}

async function eventually<T>(what: () => T | undefined | Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await what();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what.toString()}`);
    await sleep(50);
  }
}

async function startHeadless(dataDir: string, ...flags: string[]) {
  const ports = ['--console-port', '0', '--service-port', '0'];
  const swift = ['--scrape-interval', '500ms', '--workers', '1', '--log-level', 'warn'];
  const running = launch('--data-dir', dataDir, '--token', 'test-token', ...ports, ...swift, ...flags);
  const ready = await eventually(() => {
    if (running.child.exitCode !== null) throw new Error(running.stderr());
    return running.stdout().includes('\n') ? MonitorReady.parse(JSON.parse(running.stdout())) : undefined;
  }, 40_000);
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const reply = await fetch(`${ready.console}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${ready.token}`, 'content-type': 'application/json' },
    });
    return reply.json();
  };
  const servicePid = async () => ConsoleStatus.parse(await ask('/api/console/status')).service.pid!;
  return { ...running, ready, ask, servicePid };
}

const predict = (service: string) =>
  fetch(`${service}/predict`, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: picture });

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // A zombie still has a number; it is gone all the same.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('a headless Telltale', { timeout: 90_000 }, () => {
  it('says one line, serves, scrapes, answers queries, runs a load plan, and stops in time without losing a prediction', async () => {
    const dataDir = newDataDir();
    const { child, stdout, ready, ask, servicePid } = await startHeadless(dataDir);
    expect(stdout().trimEnd().split('\n')).toHaveLength(1);
    expect((await predict(ready.service)).status).toBe(200);

    const requests = `/api/v1/query?query=${encodeURIComponent('http_requests_total{job="food11",handler="/predict",status="2xx"}')}`;
    await eventually(async () => {
      const reply = (await ask(requests)) as { data: { result: { value: [number, string] }[] } };
      return reply.data.result[0]?.value[1] === '1' ? true : undefined;
    });

    const begun = (await ask('/api/console/load/runs', {
      method: 'POST',
      body: JSON.stringify({
        plan: {
          name: 'brief',
          title: 'Brief',
          schedule: { kind: 'closed', stages: [{ concurrency: 2, durationMs: 1500 }] },
        },
      }),
    })) as { run: unknown };
    const { id } = LoadRun.parse(begun.run);
    const run = await eventually(async () => {
      const { run } = (await ask(`/api/console/load/runs/${id}`)) as { run: LoadRun };
      return run.state === 'completed' ? run : undefined;
    });
    expect(run.totals.requests).toBeGreaterThan(1);
    expect(run.totals.errors).toBe(0);

    // The last prediction is made so shortly before the end that only the farewell can fetch it.
    const last = (await (await predict(ready.service)).json()) as { prediction_id: string };
    const service = await servicePid();
    const signalledMs = Date.now();
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(Date.now() - signalledMs).toBeLessThan(5000);
    expect(isAlive(service)).toBe(false);

    const again = await startHeadless(dataDir);
    const { predictions } = (await again.ask('/api/console/predictions?limit=500')) as { predictions: unknown[] };
    expect(predictions.map((raw) => Prediction.parse(raw).id)).toContain(last.prediction_id);
    expect(predictions).toHaveLength(run.totals.requests + 2);
  });

  it('restarts a killed service and shows that it was down', async () => {
    const { ready, ask, servicePid } = await startHeadless(newDataDir());
    process.kill(await servicePid(), 'SIGKILL');
    const status = await eventually(async () => {
      const { service } = ConsoleStatus.parse(await ask('/api/console/status'));
      return service.restarts === 1 && service.state === 'running' ? service : undefined;
    });
    expect(status.url).toBe(ready.service);
    expect(status.outages[0]?.reason).toBe('killed by SIGKILL');
    expect((await predict(ready.service)).status).toBe(200);
  });

  it('leaves no process behind when it is killed', async () => {
    const { child, servicePid } = await startHeadless(newDataDir());
    const service = await servicePid();
    expect(isAlive(service)).toBe(true);
    child.kill('SIGKILL');
    const gone = await eventually(() => (isAlive(service) ? undefined : true), 5000);
    expect(gone).toBe(true);
  });

  it("scrapes what a file in Prometheus's own format names, and follows its changes", async () => {
    const exporter = createServer((_request, reply) => {
      reply.setHeader('content-type', 'text/plain; version=0.0.4');
      reply.end('answer 42\n');
    });
    await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
    const { port } = exporter.address() as AddressInfo;
    const dataDir = newDataDir();
    const config = join(dataDir, 'prometheus.yml');
    const jobs = (name: string) =>
      `scrape_configs: [{job_name: ${name}, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:${port}']}]}]\n`;
    writeFileSync(config, jobs('first'));
    const { ask } = await startHeadless(dataDir);
    const valueOf = async (query: string) => {
      const reply = (await ask(`/api/v1/query?query=${encodeURIComponent(query)}`)) as {
        data: { result: { value: [number, string] }[] };
      };
      return reply.data.result[0]?.value[1];
    };
    expect(await eventually(() => valueOf('answer{job="first"}'))).toBe('42');
    writeFileSync(config, jobs('second'));
    expect(await eventually(() => valueOf('answer{job="second"}'))).toBe('42');
    expect(await valueOf('answer{job="first"}')).toBeUndefined();
    exporter.close();
  });

  it('refuses a data directory that another one is using', async () => {
    const dataDir = newDataDir();
    const first = await startHeadless(dataDir);
    const second = launch('--data-dir', dataDir, '--console-port', '0', '--service-port', '0');
    const [code] = (await once(second.child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(second.stderr()).toContain(`Another Telltale (process ${first.child.pid}) is using ${dataDir}`);
    expect(second.stdout()).toBe('');
  });

  it('names who holds the port of the service', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    const { child, stderr } = launch('--data-dir', newDataDir(), '--console-port', '0', '--service-port', String(port));
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(stderr()).toContain(`Port ${port} is held by`);
    holder.close();
  });

  it('refuses a model package it cannot use, saying why', async () => {
    const empty = newDataDir();
    const { child, stderr } = launch('--data-dir', newDataDir(), '--model', empty, '--console-port', '0');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(stderr()).toMatch(/The model package at .+ cannot be used/);
  });

  it.each([
    {
      flags: ['--service-port', 'many'],
      say: '--service-port many: a port is a number from 0 to 65535. See --help.\n',
    },
    { flags: ['--wat'], say: "Unknown option '--wat'. See --help.\n" },
  ])('ends with code 2 and one line for $flags', async ({ flags, say }) => {
    const { child, stderr } = launch(...flags);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(2);
    expect(stderr()).toBe(say);
  });

  it('lists every setting with its default and variable when asked', async () => {
    const { child, stdout } = launch('--help');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(stdout()).toContain('--service-port PORT');
    expect(stdout()).toContain('[8000]');
    expect(stdout()).toContain('TELLTALE_SERVICE_PORT');
  });
});
