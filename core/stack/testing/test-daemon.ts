import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Engine, openEngine } from '../engine/engine.ts';
import { createTransport } from '../engine/transport.ts';

const run = promisify(execFile);

/** A Docker daemon of the test's own: its own socket, its own folder, nothing shared with another on the machine. */
export interface TestDaemon {
  engine: Engine;
  socket: string;
  /** For DOCKER_HOST. */
  address: string;
  dataRoot: string;
  /** SIGKILL, as if it crashed; its containers end with it. */
  kill(): Promise<void>;
  /** Begins again on the same folder after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const startWithinMs = 30_000;
let started = 0;

/** Why no daemon can be started here, or null. */
export function daemonProblem(): string | null {
  if (process.platform !== 'linux') return 'a Docker daemon of its own is started on Linux only';
  if (process.getuid?.() !== 0) return 'starting a Docker daemon needs root';
  if (!findDockerd()) return 'dockerd is not installed (Debian: apt-get install docker.io)';
  return null;
}

const findDockerd = (): string | undefined => ['/usr/sbin/dockerd', '/usr/bin/dockerd'].find(existsSync);

/**
 * Starts dockerd. Without iptables and default bridge it leaves no rule and no interface on the machine: what is
 * published on loopback goes through Docker's own proxy, and containers reach their gateway, as with them.
 */
export async function startTestDaemon({ dataRoot }: { dataRoot?: string } = {}): Promise<TestDaemon> {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-docker-'));
  const socket = join(dir, 'docker.sock');
  const root = dataRoot ?? join(dir, 'data');
  const engine = openEngine(createTransport({ kind: 'socket', path: socket, from: 'the test' }));
  let daemon: ChildProcess | null = null;
  let said = '';
  // Two daemons do not know of one another's networks.
  const third = (started++ % 16) * 16;
  const second = 100 + (process.pid % 100);
  const pool = ['--default-address-pool', `base=10.${second}.${third}.0/20,size=24`];
  const isOfPool = (address: string) => {
    const [a, b, c] = address.split('.').map(Number);
    return a === 10 && b === second && c! >= third && c! < third + 16;
  };

  async function start(): Promise<void> {
    const flags = ['--data-root', root, '--exec-root', join(dir, 'exec'), '-H', `unix://${socket}`];
    const apart = ['-p', join(dir, 'pid'), '--bridge', 'none', '--iptables=false', '--ip6tables=false', ...pool];
    // Should the test be killed, the daemon goes with it.
    const command = existsSync('/usr/bin/setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : [];
    const [program, ...rest] = [...command, findDockerd()!, ...flags, ...apart];
    const child = spawn(program!, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
    daemon = child;
    child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-20_000)));
    const deadline = Date.now() + startWithinMs;
    for (;;) {
      const answers = await engine.ping(1_000).then(
        () => true,
        () => false,
      );
      if (answers) return;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`dockerd did not start:\n${said}`);
      await sleep(100);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = once(daemon, 'exit');
    daemon.kill(signal);
    const patience = setTimeout(() => daemon?.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(patience);
  }

  /** A killed daemon leaves its containerd and what hangs on that. */
  async function endOrphans(): Promise<void> {
    const { stdout } = await run('ps', ['-eo', 'pid=,args=']);
    for (const line of stdout.split('\n')) {
      if (!line.includes(dir)) continue;
      killProcess(Number(line.trim().split(' ', 1)[0]));
    }
  }

  await start();
  return {
    engine,
    socket,
    address: `unix://${socket}`,
    dataRoot: root,
    async kill() {
      const containers = await pidsOf(engine);
      await end('SIGKILL');
      await endOrphans();
      for (const pid of containers) killProcess(pid);
      // A zombie that nobody reaps would be taken for a containerd that is still at work.
      await rm(join(dir, 'exec/containerd/containerd.pid'), { force: true });
    },
    restart: start,
    async stop() {
      await removeAll(engine).catch(() => {}); // a daemon that is gone has nothing to remove
      await end('SIGTERM');
      await endOrphans();
      await removeBridges(isOfPool);
      await unmountUnder(dir);
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function pidsOf(engine: Engine): Promise<number[]> {
  const Pid = z.object({ State: z.looseObject({ Pid: z.number() }) });
  const all = await engine.containers.list({});
  return Promise.all(all.map(async ({ Id }) => Pid.parse(await engine.containers.inspect(Id)).State.Pid));
}

function killProcess(pid: number): void {
  if (pid <= 1 || pid === process.pid) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone by itself
  }
}

async function removeAll(engine: Engine): Promise<void> {
  for (const { Id } of await engine.containers.list({})) await engine.containers.remove(Id);
  for (const { Name } of await engine.networks.list({})) {
    if (!['bridge', 'host', 'none'].includes(Name)) await engine.networks.remove(Name);
  }
}

/** A daemon that died, or could not write to its disk, leaves bridges that it no longer knows of. */
async function removeBridges(isOurs: (address: string) => boolean): Promise<void> {
  const { stdout } = await run('ip', ['-o', '-4', 'addr']).catch(() => ({ stdout: '' }));
  for (const [, name, address] of stdout.matchAll(/^\d+: (br-[0-9a-f]{12}) +inet ([\d.]+)/gm)) {
    if (isOurs(address!)) await run('ip', ['link', 'delete', name!]);
  }
}

async function unmountUnder(dir: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((path) => path.startsWith(`${dir}/`)).reverse()) {
    await run('umount', ['-l', mount]).catch(() => {});
  }
}
