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
const rounds = Number(process.argv[2] ?? 10);
const roundMs = 1000 * Number(process.argv[3] ?? 4);
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
const measured = { on: [] as number[], off: [] as number[] };
await round(); // warms up
for (let i = 0; i < 2 * rounds; i++) {
  // on off off on on off ...: neither always follows the other.
  const which = (i + (i >> 1)) % 2 === 0 ? 'on' : 'off';
  await setDrift(which === 'on');
  measured[which].push(at(await round(), 0.95));
}
await pool.close();
await service.stop();
await rm(dir, { recursive: true, force: true });

const median = (values: number[]) => at(Float64Array.from(values).sort(), 0.5);
const [on, off] = [median(measured.on), median(measured.off)];
const ratios = measured.on.map((value, i) => value / measured.off[i]!);
console.log(`/predict, concurrency ${CONCURRENCY}, p95 of ${rounds} rounds of ${roundMs / 1000} s each, in turns:`);
console.log(`  drift on  ${on.toFixed(1)} ms (median of rounds)   off ${off.toFixed(1)} ms`);
console.log(`  on / off  ${(on / off).toFixed(3)} of the medians, ${median(ratios).toFixed(3)} median of neighbours`);
