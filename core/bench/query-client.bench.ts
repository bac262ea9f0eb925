/**
 * What heavy queries do to the monitor: how long its event loop is held while they run in the worker thread, beside the same
 * queries in the monitor's own thread. `node core/bench/query-client.bench.ts`; a minute or so, most of it to fill a store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEngine, type Engine } from '../promql/index.ts';
import { createQueryClient } from '../composition/query-client.ts';
import { openStore } from '../store/index.ts';

const series = 2000;
const stepMs = 15_000;
const rangeMs = 3 * 3_600_000;
const endMs = Math.floor(Date.now() / stepMs) * stepMs;
const startMs = endMs - rangeMs;

const queries = [
  'sum by (half) (rate(m[5m]))',
  'm',
  'topk(5, sum_over_time(m[30m]))',
  'quantile_over_time(0.9, m[10m])',
  'm * on (n) group_left m',
];

const dir = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
const file = join(dir, 'telltale.db');
const store = openStore({ file });
const refs = Uint32Array.from({ length: series }, (_, n) =>
  store.seriesRef({ __name__: 'm', n: String(n), half: n % 2 === 0 ? 'even' : 'odd' }),
);
for (let timeMs = startMs; timeMs <= endMs; timeMs += stepMs) {
  store.append({ refs, timestampsMs: timeMs, values: Float64Array.from(refs, () => Math.random() * 100), stale: null });
}
console.log(`${series} series, ${Math.round((series * rangeMs) / stepMs / 1e5) / 10} M samples; 3 h at 250 points.`);

const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Runs every query twice, two at a time, beside a scrape of all series each 200 ms. */
async function measure(name: string, engine: Engine): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  let busy = true;
  let scrapedMs = endMs;
  const scrapesMs: number[] = [];
  const scraping = setInterval(() => {
    const from = performance.now();
    store.append({ refs, timestampsMs: (scrapedMs += 1), values: new Float64Array(series), stale: null });
    scrapesMs.push(performance.now() - from);
  }, 200);
  // CPU time of single turns: what the loop was held for, whatever else the machine was doing.
  let longestTurnMs = 0;
  let before = cpuMs();
  const watch = () => {
    longestTurnMs = Math.max(longestTurnMs, cpuMs() - before);
    before = cpuMs();
    if (busy) setImmediate(watch);
  };
  const latenciesMs: number[] = [];
  const lane = async (all: string[]) => {
    for (const query of all) {
      const from = performance.now();
      await engine.range(query, startMs, endMs, rangeMs / 250);
      latenciesMs.push(performance.now() - from);
    }
  };
  delay.enable();
  watch();
  await Promise.all([lane(queries), lane(queries.toReversed())]);
  busy = false;
  clearInterval(scraping);
  delay.disable();
  const row = {
    'median query ms': median(latenciesMs),
    'slowest query ms': Math.max(...latenciesMs),
    'loop delay p99 ms': delay.percentile(99) / 1e6,
    'loop delay max ms': delay.max / 1e6,
    'longest turn, CPU ms': longestTurnMs,
    'median scrape append ms': median(scrapesMs),
  };
  console.log(name);
  for (const [what, value] of Object.entries(row)) console.log(`  ${what.padEnd(24)} ${value.toFixed(1)}`);
}

const client = createQueryClient({
  entry: new URL('../composition/query-worker.ts', import.meta.url),
  file,
  log: console,
});
await client.start();
await measure('in the worker thread', client);
await measure("in the monitor's own thread", createEngine(store));
await client.stop();
store.close();
rmSync(dir, { recursive: true });
