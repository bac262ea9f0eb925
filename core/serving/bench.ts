/**
 * `npm run bench`: requests per second and latency of POST /predict on the real service process at several
 * concurrencies, beside the same work without HTTP in as many threads. The two are measured in turns, so that a noisy
 * machine is noisy for both; read the ratio. Takes about 40 s.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { loadModelPackage } from '../models/index.ts';
import { FromChild, type ServiceConfig } from '../shared/index.ts';
import type { LoopResult, LoopTask } from './bench/closed-loop-client.ts';

const CONCURRENCIES = [1, 2, 5, 10];
const ROUNDS = 3;
const SLICE_MS = 1_500;
const WARM_UP_MS = 1_000;

const ours = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const workers = availableParallelism();
const picture = await readFile(ours('../../assets/images/test_image.jpeg'));
const modelDir = ours('../../assets/models/food11');

function startService(): ChildProcess {
  const config: ServiceConfig = {
    host: '127.0.0.1',
    port: 0,
    modelDir,
    internalToken: 'only-for-this-benchmark',
    apiKey: null,
    workers,
    maxBodyBytes: 10_000_000,
    maxImagePixels: 40_000_000,
    maxWaiting: 256,
    logLevel: 'warn',
  };
  const env = { ...process.env, TELLTALE_SERVICE: JSON.stringify(config) };
  return fork(ours('./main.ts'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function ask<T>(worker: Worker, task: unknown): Promise<T> {
  worker.postMessage(task);
  return ((await once(worker, 'message')) as [T])[0];
}

/** The raw loop in as many threads as can be busy at a concurrency. */
async function runRaw(threads: Worker[], concurrency: number, durationMs: number): Promise<LoopResult> {
  const busy = threads.slice(0, concurrency);
  const results = await Promise.all(busy.map((thread) => ask<LoopResult>(thread, durationMs)));
  return {
    latenciesMs: results.flatMap(({ latenciesMs }) => latenciesMs),
    elapsedMs: Math.max(...results.map(({ elapsedMs }) => elapsedMs)),
    failures: 0,
  };
}

const perSecond = ({ latenciesMs, elapsedMs }: LoopResult) => (latenciesMs.length / elapsedMs) * 1000;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
function quantile(results: LoopResult[], q: number): number {
  const all = results.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
  return all[Math.min(all.length - 1, Math.floor(q * all.length))]!;
}

function printTable(service: Map<number, LoopResult[]>, raw: Map<number, LoopResult[]>): void {
  const columns = ['concurrency', 'raw/s', 'service/s', 'ratio', 'p50 ms', 'p95 ms', 'p99 ms', 'failed'];
  console.log(columns.map((name) => name.padStart(11)).join(' '));
  for (const concurrency of CONCURRENCIES) {
    const served = service.get(concurrency)!;
    const rate = median(served.map(perSecond));
    const rawRate = median(raw.get(concurrency)!.map(perSecond));
    const failures = served.reduce((sum, each) => sum + each.failures, 0);
    const cells = [
      String(concurrency),
      rawRate.toFixed(0),
      rate.toFixed(0),
      (rate / rawRate).toFixed(2),
      ...[0.5, 0.95, 0.99].map((q) => quantile(served, q).toFixed(1)),
      String(failures),
    ];
    console.log(cells.map((cell) => cell.padStart(11)).join(' '));
  }
}

const service = startService();
const model = await loadModelPackage(modelDir);
const threads = Array.from(
  { length: workers },
  () => new Worker(ours('./bench/raw-worker.ts'), { workerData: { model, picture } }),
);
const client = new Worker(ours('./bench/closed-loop-client.ts'));
try {
  const [message] = await Promise.all([once(service, 'message'), ...threads.map((thread) => once(thread, 'message'))]);
  const ready = FromChild.parse(message[0]);
  if (ready.type !== 'ready' || ready.url === null)
    throw new Error(`The service did not start: ${JSON.stringify(ready)}`);
  const body = Buffer.from(JSON.stringify({ image: picture.toString('base64') }));
  const port = Number(new URL(ready.url).port);
  const runService = (concurrency: number, durationMs: number) =>
    ask<LoopResult>(client, { port, path: '/predict', body, concurrency, durationMs } satisfies LoopTask);

  console.log(
    `${workers} worker threads; a JPEG of ${picture.length} bytes as base64 JSON; Node ${process.versions.node}`,
  );
  await runRaw(threads, 2 * workers, WARM_UP_MS);
  await runService(2 * workers, WARM_UP_MS);
  const served = new Map<number, LoopResult[]>(CONCURRENCIES.map((each) => [each, []]));
  const raw = new Map<number, LoopResult[]>(CONCURRENCIES.map((each) => [each, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const concurrency of CONCURRENCIES) {
      raw.get(concurrency)!.push(await runRaw(threads, concurrency, SLICE_MS));
      served.get(concurrency)!.push(await runService(concurrency, SLICE_MS));
    }
  }
  printTable(served, raw);
} finally {
  service.disconnect();
  await Promise.all([client, ...threads].map((worker) => worker.terminate()));
}
