import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FromChild, LoadReport } from '../shared/index.ts';
import type { Target } from './test-target.ts';
import { ok, planOf, startTarget, taskOf } from './test-target.ts';

const entry = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
let picture: string;
let target: Target;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-load-'));
  picture = join(folder, 'plate.jpg');
  await writeFile(picture, 'not really a picture');
  target = await startTarget((request, response, body) => void setTimeout(() => ok(request, response, body), 5));
});
afterAll(async () => {
  await target.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Starts the process and collects what it says; `exit` resolves when it is gone. */
function startProcess() {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.add(child);
  const said: FromChild[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (raw) => {
    said.push(FromChild.parse(raw));
    for (const look of waiting) look();
  });
  const reports = () =>
    said.flatMap((message) => (message.type === 'report' ? [LoadReport.parse(message.report)] : []));
  const saidReports = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => reports().length >= count && (waiting.delete(look), resolve());
      waiting.add(look);
      look();
    });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const start = (task: unknown) => child.send({ type: 'start', task });
  return { child, said, reports, saidReports, exit, start };
}

/** Windows has no signals: there a process is stopped by message or by closing its channel. */
const signals = process.platform !== 'win32';

const long = () => taskOf(target.origin, planOf([[2, 60_000]]), [[picture]]);

describe('the load process', () => {
  it('says that it is up, runs its task, reports each second and leaves with exit code 0', async () => {
    const load = startProcess();
    let answered = 0;
    target.server.on('request', () => answered++);
    load.start(taskOf(target.origin, planOf([[2, 2500]]), [[picture, picture]]));
    expect(await load.exit).toBe(0);
    expect(load.said[0]).toMatchObject({ type: 'ready' });
    const last = load.reports().at(-1)!;
    const before = load.reports().slice(0, -1);
    expect(before.length).toBeGreaterThan(0);
    expect(new Set(before.map(({ state }) => state))).toEqual(new Set(['running']));
    expect(last.state).toBe('completed');
    expect(last.totals.requests).toBeGreaterThan(0);
    expect(last.totals.byStatus['200']).toBe(answered);
  });

  it.each(signals ? (['stop', 'SIGTERM'] as const) : (['stop'] as const))(
    'ends within a second of %s, with a last report',
    async (how) => {
      const load = startProcess();
      load.start(long());
      await load.saidReports(1);
      const askedAt = performance.now();
      if (how === 'stop') load.child.send({ type: 'stop' });
      else load.child.kill(how);
      expect(await load.exit).toBe(0);
      expect(performance.now() - askedAt).toBeLessThan(1000);
      expect(load.reports().at(-1)).toMatchObject({ state: 'stopped' });
    },
  );

  it('ends within a second when the process that started it is gone', async () => {
    const load = startProcess();
    load.start(long());
    await once(target.server, 'request');
    const leftAt = performance.now();
    load.child.disconnect();
    await load.exit;
    expect(performance.now() - leftAt).toBeLessThan(1000);
  });

  it.runIf(signals)('ignores SIGINT, where there are signals: Ctrl-C is for the monitor', async () => {
    const load = startProcess();
    load.start(long());
    await once(target.server, 'request');
    load.child.kill('SIGINT');
    await load.saidReports(1);
    expect(load.reports().at(-1)).toMatchObject({ state: 'running' });
  });

  it('leaves at once when it is stopped before it was told anything', async () => {
    const load = startProcess();
    load.child.send({ type: 'stop' });
    expect(await load.exit).toBe(0);
    expect(load.said.map(({ type }) => type)).toEqual(['ready']);
  });

  it('reports a run that cannot begin as failed, naming the picture', async () => {
    const load = startProcess();
    const missing = join(folder, 'eaten.jpg');
    load.start(taskOf(target.origin, planOf([[1, 500]]), [[picture, missing]]));
    expect(await load.exit).toBe(0);
    expect(load.reports()).toHaveLength(1);
    expect(load.reports()[0]).toMatchObject({ runId: 'run-1', state: 'failed', tick: null });
    expect(load.reports()[0]!.message).toContain(missing);
  });

  it('reports a target that is no HTTP address as failed', async () => {
    const load = startProcess();
    load.start(taskOf('ftp://127.0.0.1:21', planOf([[1, 500]]), [[picture]]));
    expect(await load.exit).toBe(0);
    expect(load.reports()[0]).toMatchObject({ state: 'failed', message: expect.stringContaining('http') });
  });

  it('refuses a task that is not one, naming the field, with exit code 1', async () => {
    const load = startProcess();
    load.start({ ...long(), target: 'somewhere' });
    expect(await load.exit).toBe(1);
    expect(load.said.at(-1)).toMatchObject({ type: 'failed', message: expect.stringContaining('target') });
  });

  it('takes one task only', async () => {
    const load = startProcess();
    load.start(taskOf(target.origin, planOf([[1, 300]]), [[picture]]));
    load.start({ ...taskOf(target.origin, planOf([[1, 300]]), [[picture]]), runId: 'run-2' });
    expect(await load.exit).toBe(0);
    expect(load.reports().map(({ runId }) => runId)).toEqual(['run-1']);
  });

  it('says who starts it when it is started by hand', async () => {
    const child = spawn(process.execPath, [entry], { stdio: ['ignore', 'ignore', 'pipe'] });
    children.add(child);
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(2);
    expect(said).toContain('started by the monitor');
  });
});
