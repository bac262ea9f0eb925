import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticSeries } from './bench-data.ts';
import { openStore } from './index.ts';

interface Load {
  title: string;
  series: number;
  intervalMs: number;
  hours: number;
}

const loads: Load[] = [
  { title: '200 series every 5 s for 24 h', series: 200, intervalMs: 5000, hours: 24 },
  { title: '10,000 series every 15 s for 1 h', series: 10_000, intervalMs: 15_000, hours: 1 },
];

const START = 1_800_000_000_000;

const dir = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
try {
  for (const load of loads) await run(load);
} finally {
  rmSync(dir, { recursive: true });
}

async function run({ title, series: count, intervalMs, hours }: Load): Promise<void> {
  const file = join(dir, `${count}.db`);
  let store = openStore({ file });
  const series = syntheticSeries(count);
  const refs = Uint32Array.from(series, ({ labels }) => store.seriesRef(labels));
  const values = new Float64Array(count);
  const scrapes = (hours * 3_600_000) / intervalMs;
  let spentMs = 0;
  const took: number[] = [];
  for (let s = 0; s < scrapes; s++) {
    for (let i = 0; i < count; i++) values[i] = series[i]!.next();
    const from = performance.now();
    store.append({ refs, timestampsMs: START + s * intervalMs, values, stale: null });
    const ms = performance.now() - from;
    took.push(ms);
    spentMs += ms;
  }
  const samples = scrapes * count;
  took.sort((a, b) => a - b);
  console.log(`\n${title}: ${samples.toLocaleString('en')} samples`);
  console.log(`  ingest            ${Math.round((samples / spentMs) * 1000).toLocaleString('en')} samples/s`);
  console.log(
    `  one scrape        p50 ${ms(took[took.length >> 1]!)}  p99 ${ms(took[Math.floor(took.length * 0.99)]!)}  max ${ms(took.at(-1)!)}`,
  );
  store.close();
  console.log(`  file              ${(statSync(file).size / samples).toFixed(2)} bytes/sample`);
  const opened = performance.now();
  store = openStore({ file });
  console.log(`  open              ${ms(performance.now() - opened)}`);
  const end = START + scrapes * intervalMs;
  for (const h of [1, 6, 24].filter((h) => h <= hours)) {
    for (const name of ['http_request_duration_seconds_bucket', 'http_requests_total']) {
      const from = performance.now();
      const found = await store.select([{ name: '__name__', op: '=', value: name }], end - h * 3_600_000, end);
      const read = found.reduce((total, { values }) => total + values.length, 0);
      console.log(
        `  select ${String(h).padStart(2)} h       ${ms(performance.now() - from)}  ${name}: ${found.length} series, ${read.toLocaleString('en')} samples`,
      );
    }
  }
  console.log(`  memory            ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  store.close();
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
