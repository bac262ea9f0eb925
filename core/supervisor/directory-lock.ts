import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../shared/index.ts';

/** Longest path of a Unix socket on the systems we run on (macOS: 104 with the closing zero). */
const longestSocketPath = 100;

function lockAddress(dir: string): string {
  const real = realpathSync(dir);
  const digest = createHash('sha256').update(real).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\telltale-${digest}`;
  const inside = join(real, 'telltale.sock');
  return Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `telltale-${digest}.sock`);
}

/**
 * Holds `dir` for this process until the returned function is called or the process ends, however it ends: the lock is
 * a listening socket, so a kill -9 leaves at most a file that nobody answers behind. Throws `data_directory_busy`,
 * naming the holder.
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  const address = lockAddress(dir);
  for (let attempt = 0; ; attempt++) {
    const server = await listen(address);
    if (server) {
      return () => new Promise((resolve) => server.close(() => resolve()));
    }
    const pid = await askHolder(address);
    if (pid !== null || attempt > 0) throw new CodedError('data_directory_busy', { dir, pid: pid ?? 0 });
    await unlink(address).catch(() => {});
  }
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function askHolder(address: string): Promise<number | null> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (part) => (said += part.toString()));
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(said === '' ? null : Number(said)));
  });
}
