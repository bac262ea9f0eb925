// What the drift detector costs a request: the 95th percentile of /predict at concurrency 5, and the processor time of a
// request, with the detector on and off in short turns within one run of the service. Turns stand in pairs, and pairs are
// drawn again and again for the interval, so that whatever else a machine does is shared out between both arms, and what
// is left of it shows in the width. Run with: node core/serving/bench/drift-cost.ts [pairs] [seconds]
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { DriftReadingPage, seededOrder } from '../../shared/index.ts';
import { createRandom } from '../../drift/index.ts';
import { startService } from '../index.ts';

const CONCURRENCY = 5;
const pairs = Number(process.argv[2] ?? 100);
const turnMs = 1000 * Number(process.argv[3] ?? 0.5);
const RESAMPLES = 2000;
const token = 'token-of-the-drift-benchmark';
const asset = (path: string) => fileURLToPath(new URL(`../../../assets/${path}`, import.meta.url));

const dir = await mkdtemp(join(tmpdir(), 'telltale-drift-cost-'));
const service = await startService({
  host: '127.0.0.1',
  port: 0,
  modelDir: asset('models/food11'),
  internalToken: token,
  apiKey: null,
  workers: 2,
  maxBodyBytes: 20_000_000,
  maxImagePixels: 50_000_000,
  maxWaiting: 100,
  logLevel: 'warn',
  driftDir: dir,
});
// Usual pictures in a mixed order, as they come when nothing is wrong: one over and over would be drift.
const { images } = JSON.parse(await readFile(asset('images/index.json'), 'utf8')) as {
  images: { path: string; set: string }[];
};
const usual = images.filter(({ set }) => set === 'evaluation');
const bodies = await Promise.all(
  Array.from(seededOrder(usual.length, 0), (i) => readFile(asset(`images/${usual[i]!.path}`))),
);
let sent = 0;
const pool = new Pool(service.url, { connections: CONCURRENCY });
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

async function setDrift(enabled: boolean): Promise<void> {
  await fetch(`${service.url}/internal/drift/options`, { method: 'PUT', headers, body: JSON.stringify({ enabled }) });
  for (;;) {
    const reply = await fetch(`${service.url}/internal/drift?limit=1`, { headers });
    const { state } = DriftReadingPage.parse(await reply.json()).status;
    if (state === (enabled ? 'ready' : 'off')) return;
    await sleep(20);
  }
}

interface Turn {
  latenciesMs: number[];
  /** Of this process: service, workers, detector and the clients. */
  cpuMs: number;
}

async function turn(): Promise<Turn> {
  const latenciesMs: number[] = [];
  const startCpu = process.cpuUsage();
  const endMs = performance.now() + turnMs;
  const client = async () => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      const reply = await pool.request({
        path: '/predict',
        method: 'POST',
        headers: { 'content-type': 'image/jpeg' },
        body: bodies[sent++ % bodies.length]!,
      });
      await reply.body.dump();
      latenciesMs.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, client));
  // Samples that still wait for the detector are part of what it costs.
  await sleep(20);
  const { user, system } = process.cpuUsage(startCpu);
  return { latenciesMs, cpuMs: (user + system) / 1000 };
}

type Pair = Record<'on' | 'off', Turn>;
const measured: Pair[] = [];
await turn(); // warms up
for (let i = 0; i < pairs; i++) {
  const pair: Partial<Pair> = {};
  // on off, off on, ...: neither always follows the other.
  for (const which of i % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
    await setDrift(which === 'on');
    await sleep(50);
    pair[which] = await turn();
  }
  measured.push(pair as Pair);
}
await pool.close();
await service.stop();
await rm(dir, { recursive: true, force: true });

const at = (sorted: ArrayLike<number>, share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
/** Of all requests of an arm together. */
const percentile = (of: readonly Pair[], arm: keyof Pair, share: number) =>
  at(Float64Array.from(of.flatMap((pair) => pair[arm].latenciesMs)).sort(), share);
const cpuPerRequest = (of: readonly Pair[], arm: keyof Pair) =>
  of.reduce((sum, pair) => sum + pair[arm].cpuMs, 0) / of.reduce((sum, pair) => sum + pair[arm].latenciesMs.length, 0);

/** On over off, and its 95 % interval over pairs drawn with replacement. */
function compare(name: string, of: (pairs: readonly Pair[], arm: keyof Pair) => number): void {
  const ratio = (some: readonly Pair[]) => of(some, 'on') / of(some, 'off');
  const drawn = Float64Array.from({ length: RESAMPLES }, (_, seed) => {
    const random = createRandom(seed);
    return ratio(measured.map(() => measured[random.below(measured.length)]!));
  }).sort();
  const [on, off] = [of(measured, 'on').toFixed(2), of(measured, 'off').toFixed(2)];
  const [low, high] = [at(drawn, 0.025).toFixed(3), at(drawn, 0.975).toFixed(3)];
  console.log(
    `  ${name.padEnd(28)} on ${on}   off ${off}   on / off ${ratio(measured).toFixed(3)}   [${low}, ${high}]`,
  );
}

const requests = measured.reduce((sum, { on, off }) => sum + on.latenciesMs.length + off.latenciesMs.length, 0);
console.log(
  `/predict at concurrency ${CONCURRENCY}, ${pairs} pairs of turns of ${turnMs / 1000} s, ${requests} requests; 95 % intervals:`,
);
compare('p50, ms', (some, arm) => percentile(some, arm, 0.5));
compare('p95, ms', (some, arm) => percentile(some, arm, 0.95));
compare('processor ms per request', cpuPerRequest);
