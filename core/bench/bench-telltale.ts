/**
 * Telltale's HTTP API over a store's file in a process of its own, as the monitor has it: engine in a worker thread. Run as
 * a program it serves until its parent goes away.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import type { ApiProcess } from './bench-api.ts';
import { prometheusApi } from '../prometheus-api/index.ts';
import { createQueryClient } from '../composition/query-client.ts';
import { openStore } from '../store/index.ts';

const script = fileURLToPath(import.meta.url);

/** Starts Telltale on the file of a store that is closed. */
export async function startTelltale(file: string): Promise<ApiProcess> {
  // The flag is the one that `npm start` gives the monitor.
  const child: ChildProcess = fork(script, [file], { execArgv: ['--max-semi-space-size=8'] });
  const exited = once(child, 'exit');
  const failed = exited.then(() => Promise.reject(new Error('Telltale ended before it was ready.')));
  const [origin] = (await Promise.race([once(child, 'message'), failed])) as [string];
  failed.catch(() => {});
  return {
    origin,
    pid: child.pid!,
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}

async function serve(file: string): Promise<void> {
  const store = openStore({ file, retention: { maxAgeMs: Infinity } });
  const engine = createQueryClient({
    entry: new URL('../composition/query-worker.ts', import.meta.url),
    file,
    log: console,
  });
  await engine.start();
  const app = fastify({ forceCloseConnections: true });
  await app.register(prometheusApi({ engine, catalog: store }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.once('disconnect', async () => {
    await app.close();
    await engine.stop();
    store.close();
  });
  process.send!(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
}

if (process.argv[1] === script) await serve(process.argv[2]!);
