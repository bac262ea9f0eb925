/** The real thing, from the command down: `npm run headless` on the built monitor, its service and its data. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { MonitorReady } from '../core/shared/index.ts';
import { areGone, run } from './testing/stand-in-checkout.ts';

const root = join(import.meta.dirname, '..');

/** Every process below `pid`, itself included. */
function family(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] => pairs.flatMap(([id, of]) => (of === parent ? [id, ...below(id)] : []));
  return [pid, ...below(pid)];
}

async function start() {
  const dataDir = mkdtempSync(join(tmpdir(), 'telltale-headless-'));
  const ports = ['--console-port', '0', '--service-port', '0', '--log-level', 'warn'];
  const script = join(root, 'electron', 'start.mjs');
  const env = { PATH: process.env['PATH']!, HOME: dataDir };
  const telltale = run(process.execPath, [script, '--headless', '--data-dir', dataDir, ...ports], root, env);
  onTestFinished(async () => {
    telltale.child.kill('SIGKILL');
    await telltale.ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  });
  await telltale.until(/^\{.*\}$/m, 60_000);
  const pids = family(telltale.child.pid!);
  return { telltale, ready: MonitorReady.parse(JSON.parse(telltale.stdout())), pids, monitor: pids[1]! };
}

describe('npm run headless', () => {
  beforeEach(({ skip }) => skip(process.platform === 'win32', 'Windows has neither signals to send nor ps'));

  it('answers on both servers when it says so, and stops both when told', async () => {
    const { telltale, ready, pids } = await start();
    const headers = { authorization: `Bearer ${ready.token}` };
    expect((await fetch(`${ready.console}/api/console/status`, { headers })).status).toBe(200);
    expect((await fetch(`${ready.service}/metrics`)).status).toBe(200);
    expect(pids.length).toBeGreaterThanOrEqual(3);
    telltale.child.kill('SIGINT');
    expect(await telltale.ended).toEqual({ code: 0, signal: null });
    expect(await areGone(pids, 500)).toBe(true);
    expect(telltale.stdout().trim().split('\n')).toHaveLength(1);
  });

  it('leaves no process behind when its first one is killed outright', async () => {
    const { telltale, pids } = await start();
    telltale.child.kill('SIGKILL');
    expect(await areGone(pids, 5000)).toBe(true);
  });

  it('ends, service and all, when the monitor is killed outright', async () => {
    const { telltale, pids, monitor } = await start();
    process.kill(monitor, 'SIGKILL');
    expect((await telltale.ended).code).toBe(137);
    expect(await areGone(pids, 5000)).toBe(true);
  });
});
