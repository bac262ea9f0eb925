import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoadPlan, type LoadRunWithTicks } from '../shared/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { createLoadRuns, type LoadRuns } from '../supervisor/index.ts';

let dir: string;
let target: Server;
let origin: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-interrupted-'));
  target = createServer((_request, response) => void setTimeout(() => response.end('{}'), 5));
  await once(target.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
});
afterEach(() => {
  target.close();
  target.closeAllConnections();
  rmSync(dir, { recursive: true, force: true });
});

const planToTarget = () =>
  LoadPlan.parse({
    name: 'endless',
    title: 'Endless',
    target: { kind: 'url', url: `${origin}/predict` },
    mix: [{ payload: { kind: 'empty' } }],
    schedule: { kind: 'closed', stages: [{ concurrency: 2, durationMs: 600_000 }] },
    thresholds: { errorShareBelow: 0.5 },
  });

/** Asks until there is an answer, for half a minute: the machine may be busy. */
async function eventually<T>(what: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 600; turn++) {
    const value = await what();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error(`It did not come to this: ${what.toString()}`);
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function expectKept(run: LoadRunWithTicks): void {
  expect(run).toMatchObject({ state: 'interrupted', verdict: null });
  expect(run.totals.requests).toBeGreaterThan(0);
  expect(run.totals.latencyCurveMs.length).toBeGreaterThan(0);
  expect(run.ticks.reduce((sum, { requests }) => sum + requests, 0)).toBe(run.totals.requests);
  expect(run.endedAtMs).toBeGreaterThanOrEqual(run.ticks.at(-1)!.atMs);
  expect(run.message).not.toBeNull();
}

describe('a load run whose process is killed', () => {
  let store: Store;
  let runs: LoadRuns;
  beforeEach(() => {
    store = openStore({ file: join(dir, 'telltale.db') });
    runs = createLoadRuns({
      entry: new URL('../load/main.ts', import.meta.url),
      recorder: store.loadRuns,
      plans: () => [],
      target: () => null,
      pictures: () => [],
      onRun: () => {},
      onReport: () => {},
    });
  });
  afterEach(async () => {
    await runs.stop();
    store.close();
  });

  it('is marked interrupted, keeps what was measured, and leaves room for the next', async () => {
    const { id } = runs.begin(planToTarget());
    await eventually(() => (runs.get(id).ticks.length >= 2 ? true : undefined));
    process.kill(runs.pid()!, 'SIGKILL');
    const run = await eventually(() => (runs.get(id).state === 'running' ? undefined : runs.get(id)));
    expectKept(run);
    expect(run.message).toContain('SIGKILL');
    const next = await eventually(() => (runs.pid() === null ? runs.begin(planToTarget()) : undefined));
    expect(runs.end(next.id).state).toBe('stopping');
    const stopped = await eventually(() => (runs.get(next.id).state === 'stopping' ? undefined : runs.get(next.id)));
    expect(stopped.state).toBe('stopped');
  });

  it('refuses a target on another machine unless its host is confirmed', () => {
    const plan = LoadPlan.parse({ ...planToTarget(), target: { kind: 'url', url: 'http://192.0.2.1:8000/predict' } });
    const refusal = expect.objectContaining({ code: 'host_not_confirmed', detail: { host: '192.0.2.1:8000' } });
    expect(() => runs.begin(plan)).toThrow(refusal);
    expect(() => runs.begin(plan, '192.0.2.1')).toThrow(refusal);
    expect(runs.begin(plan, '192.0.2.1:8000').state).toBe('running');
  });
});

describe('a load run whose monitor is killed', { timeout: 90_000 }, () => {
  const monitors: ChildProcess[] = [];
  afterEach(() => {
    for (const child of monitors.splice(0)) child.kill('SIGKILL');
  });

  async function startMonitor() {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const flags = ['--data-dir', dir, '--token', 't', '--console-port', '0', '--service-port', '0', '--workers', '1'];
    const child = spawn(process.execPath, [main, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
    monitors.push(child);
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const { console } = await eventually(() =>
      said.includes('\n') ? (JSON.parse(said) as { console: string }) : undefined,
    );
    const ask = async (path: string, init: RequestInit = {}) => {
      const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
      const reply = await fetch(`${console}${path}`, { ...init, headers });
      return (await reply.json()) as { run: LoadRunWithTicks };
    };
    return { child, ask };
  }

  it('is marked interrupted by the next one, with what was measured, and sends nothing more', async () => {
    const first = await startMonitor();
    const body = JSON.stringify({ plan: planToTarget() });
    const { run } = await first.ask('/api/console/load/runs', { method: 'POST', body });
    const path = `/api/console/load/runs/${run.id}`;
    await eventually(async () => ((await first.ask(path)).run.ticks.length >= 2 ? true : undefined));
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(alive(first.child.pid!)).toBe(false);

    let received = 0;
    await sleep(1500); // the load process ends itself when its channel closes
    target.on('request', () => received++);
    await sleep(500);
    expect(received).toBe(0);

    const second = await startMonitor();
    expectKept((await second.ask(path)).run);
  });
});
