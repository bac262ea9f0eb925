import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const names = ['prometheus-alertmanager', 'alertmanager'];

/** The Alertmanager of this machine: Debian's, or one by its own name. */
export function findAlertmanager(): { path: string } | { missing: string } {
  const path = names.find((name) => spawnSync(name, ['--version']).status === 0);
  return path ? { path } : { missing: `no Alertmanager (${names.join(' or ')}) is installed` };
}

export interface RealAlertmanager {
  url: string;
  stop(): Promise<void>;
}

/** An Alertmanager on a loopback port with a configuration of its own, and nothing remembered. */
export async function startAlertmanager(path: string, config: object, port?: number): Promise<RealAlertmanager> {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-alertmanager-'));
  await writeFile(join(dir, 'alertmanager.yml'), JSON.stringify(config)); // JSON is YAML
  const listenOn = port ?? (await freePort());
  const child = spawn(
    path,
    [
      `--config.file=${join(dir, 'alertmanager.yml')}`,
      `--storage.path=${join(dir, 'data')}`,
      `--web.listen-address=127.0.0.1:${listenOn}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (part: Buffer) => {
    log = (log + part.toString()).slice(-4_000);
  });
  const onExit = () => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const stop = async () => {
    process.off('exit', onExit);
    await end(child);
    await rm(dir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${listenOn}`;
  for (let look = 0; look < 100; look++) {
    if (child.exitCode !== null) break;
    const reply = await fetch(`${url}/-/ready`).catch(() => null);
    if (reply?.ok) return { url, stop };
    await sleep(100);
  }
  await stop();
  throw new Error(`Alertmanager did not start:\n${log}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
