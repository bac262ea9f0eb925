// What the drift detector costs a request: the 95th percentile of /predict at concurrency 5 with the detector on and
// off, in turns within one run of the service. Run with: node core/serving/bench/drift-cost.ts [rounds] [seconds]
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { DriftReadingPage } from '../../shared/index.ts';
import { startService } from '../index.ts';

const CONCURRENCY = 5;
const rounds = Number(process.argv[2] ?? 40);
const roundMs = 1000 * Number(process.argv[3] ?? 1);
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
const body = await readFile(asset('images/test_image.jpeg'));
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

/** Latencies in ms of a round, ascending. */
async function round(): Promise<Float64Array> {
  const latencies: number[] = [];
  const endMs = performance.now() + roundMs;
  const client = async () => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      const reply = await pool.request({
        path: '/predict',
        method: 'POST',
        headers: { 'content-type': 'image/jpeg' },
        body,
      });
      await reply.body.dump();
      latencies.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, client));
  return Float64Array.from(latencies).sort();
}

const at = (sorted: ArrayLike<number>, share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
const measured = { on: [] as Float64Array[], off: [] as Float64Array[] };
await round(); // warms up
for (let i = 0; i < 2 * rounds; i++) {
  // on off off on on off ...: neither always follows the other.
  const which = (i + (i >> 1)) % 2 === 0 ? 'on' : 'off';
  await setDrift(which === 'on');
  measured[which].push(await round());
}
await pool.close();
await service.stop();
await rm(dir, { recursive: true, force: true });

const median = (values: number[]) => at(Float64Array.from(values).sort(), 0.5);
/** Of all requests of an arm together: many short rounds share out what else the machine is doing. */
const pooled = (arm: Float64Array[], share: number) =>
  at(Float64Array.from(arm.flatMap((each) => [...each])).sort(), share);
const { on, off } = measured;
const ratios = on.map((each, i) => at(each, 0.95) / at(off[i]!, 0.95));
console.log(`/predict at concurrency ${CONCURRENCY}, ${rounds} rounds of ${roundMs / 1000} s each way, in turns:`);
for (const [name, share] of [
  ['p50', 0.5],
  ['p95', 0.95],
] as const) {
  const [withDrift, without] = [pooled(on, share), pooled(off, share)];
  console.log(
    `  ${name}  on ${withDrift.toFixed(1)} ms   off ${without.toFixed(1)} ms   on / off ${(withDrift / without).toFixed(3)}`,
  );
}
console.log(`  on / off of the p95 of neighbouring rounds, median: ${median(ratios).toFixed(3)}`);
