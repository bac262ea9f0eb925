import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether `port` can be listened on at `host` right now. Port 0 always can. */
export function portIsFree(port: number, host: string): Promise<boolean> {
  if (port === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** "node (process 4711)": who listens on a TCP port of this machine, or null when that cannot be found out. */
export async function ownerOfPort(port: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return await ownerOnLinux(port);
    if (process.platform === 'win32') return await ownerOnWindows(port);
    return await ownerByLsof(port);
  } catch {
    return null;
  }
}

async function ownerOnLinux(port: number): Promise<string | null> {
  const inodes = new Set<string>();
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const row of rows) {
      const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
      // State 0A is LISTEN.
      if (local?.endsWith(`:${hexPort}`) && state === '0A' && inode) inodes.add(`socket:[${inode}]`);
    }
  }
  if (inodes.size === 0) return null;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      if (inodes.has(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''))) {
        return `${(await readFile(`/proc/${pid}/comm`, 'utf8')).trim()} (process ${pid})`;
      }
    }
  }
  return null;
}

async function ownerByLsof(port: number): Promise<string | null> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeout: 3000 });
  const pid = /^p(\d+)/m.exec(stdout)?.[1];
  return pid === undefined ? null : `${/^c(.+)/m.exec(stdout)?.[1] ?? 'a process'} (process ${pid})`;
}

async function ownerOnWindows(port: number): Promise<string | null> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], { timeout: 3000 });
  const row = stdout.split('\n').find((line) => line.includes(`:${port} `) && line.includes('LISTENING'));
  const pid = row?.trim().split(/\s+/).at(-1);
  if (pid === undefined) return null;
  const tasks = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { timeout: 3000 });
  return `${/^"([^"]+)"/m.exec(tasks.stdout)?.[1] ?? 'a process'} (process ${pid})`;
}
