import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createConnection } from './connection.ts';

const REPLY = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';
const REQUESTS = 200;
/** On a machine that is busy beyond reason the run begins all the same. */
const AT_MOST_MS = 1000;

/**
 * Sends a few requests to a server of our own, so that the code which sends and measures is loaded and compiled before
 * the first request of a run: what that takes would be measured as a slow answer of the target. Never rejects.
 */
export async function warmUp(): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.write(REPLY));
  });
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(0, '127.0.0.1', () => resolve(true));
  });
  if (!listening) return;
  const { port } = server.address() as AddressInfo;
  const target = `http://127.0.0.1:${port}`;
  const connection = createConnection({ target, headers: {}, timeoutMs: AT_MOST_MS, keepAlive: true });
  const endsMs = performance.now() + AT_MOST_MS;
  for (let sent = 0; sent < REQUESTS && performance.now() < endsMs; sent++) {
    await connection.send({ method: 'POST', path: '/', body: Buffer.from('{}') });
  }
  connection.close();
  server.close();
}
