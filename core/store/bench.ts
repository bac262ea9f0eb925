// What the store does with the samples of a service for a day, and of ten thousand series for an hour, beside a real
// Prometheus on the same samples where one is installed. Run with: node core/store/bench.ts
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticSeries } from './bench-data.ts';
import { hasPrometheus, loadPrometheus, type BenchLoad, type LoadedPrometheus } from './bench-prometheus.ts';
import { openStore } from './index.ts';

const START = 1_800_000_000_000; // a multiple of two hours
const METRICS = ['http_request_duration_seconds_bucket', 'http_requests_total'];
const HOURS = [1, 6, 24];
const TRIES = 5;

const row = (what: string, ours: string, theirs = ''): void =>
  console.log(`  ${what.padEnd(30)}${ours.padEnd(24)}${theirs}`);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const count = (value: number): string => Math.round(value).toLocaleString('en');
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function makeLoad(series: number, intervalMs: number, hours: number): BenchLoad {
  const scrapes = (hours * 3_600_000) / intervalMs;
  const sources = syntheticSeries(series).map(({ labels, next }) => ({
    labels,
    next,
    values: new Float64Array(scrapes),
  }));
  for (let i = 0; i < scrapes; i++) for (const { next, values } of sources) values[i] = next();
  return { startMs: START, intervalMs, series: sources };
}

async function bench(title: string, load: BenchLoad, hours: number, dir: string): Promise<void> {
  const prometheus = hasPrometheus() ? await loadPrometheus(load, dir) : null;
  console.log(`\n${title}`);
  row('', 'Telltale', prometheus ? `Prometheus ${prometheus.version}` : 'Prometheus is not installed');
  const file = join(dir, 'telltale.db');
  ingest(load, file, prometheus);
  const from = performance.now();
  const store = openStore({ file, retention: { maxAgeMs: Infinity } });
  row('open', ms(performance.now() - from));
  const endMs = START + load.series[0]!.values.length * load.intervalMs;
  for (const metric of METRICS) {
    for (const h of HOURS.filter((h) => h <= hours)) {
      const ours: number[] = [];
      const theirs: number[] = [];
      let samples = 0;
      for (let i = 0; i < TRIES; i++) {
        const from = performance.now();
        const matchers = [{ name: '__name__', op: '=', value: metric } as const];
        const found = await store.select(matchers, endMs - h * 3_600_000, endMs);
        samples = found.reduce((total, { values }) => total + values.length, 0);
        ours.push(performance.now() - from);
        if (prometheus) theirs.push((await prometheus.count(metric, h)).ms);
      }
      row(`read ${h} h, ${count(samples)} samples`, ms(median(ours)), prometheus ? ms(median(theirs)) : '');
    }
  }
  row(
    'memory',
    `${count(process.memoryUsage().rss / 1e6)} MB`,
    prometheus ? `${count(prometheus.residentBytes() / 1e6)} MB` : '',
  );
  store.close();
  await prometheus?.stop();
}

function ingest({ startMs, intervalMs, series }: BenchLoad, file: string, prometheus: LoadedPrometheus | null): void {
  const store = openStore({ file, retention: { maxAgeMs: Infinity } });
  const refs = Uint32Array.from(series, ({ labels }) => store.seriesRef(labels));
  const values = new Float64Array(series.length);
  const scrapes = series[0]!.values.length;
  const took: number[] = [];
  const cpu = process.cpuUsage();
  for (let s = 0; s < scrapes; s++) {
    for (const [i, one] of series.entries()) values[i] = one.values[s]!;
    const from = performance.now();
    store.append({ refs, timestampsMs: startMs + s * intervalMs, values, stale: null });
    took.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(cpu);
  store.close();
  const samples = scrapes * series.length;
  const spentMs = took.reduce((a, b) => a + b);
  const loaded = prometheus ? `(${count((samples / prometheus.loadMs) * 1000)}/s by promtool)` : '';
  row('ingest, samples/s', count((samples / spentMs) * 1000), loaded);
  row('  processor time a sample', `${((user + system) / samples).toFixed(2)} µs`);
  took.sort((a, b) => a - b);
  row('  one scrape, median', ms(median(took)));
  row('  one scrape, 99 of 100', ms(took[Math.floor(took.length * 0.99)]!));
  const theirs = prometheus ? (prometheus.bytes / samples).toFixed(2) : '';
  row('bytes on disk a sample', (statSync(file).size / samples).toFixed(2), theirs);
}

const dir = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
try {
  for (const [series, intervalMs, hours] of [
    [200, 5000, 24],
    [10_000, 15_000, 1],
  ] as const) {
    const title = `${count(series)} series every ${intervalMs / 1000} s for ${hours} h`;
    const own = mkdtempSync(join(dir, 'load-'));
    await bench(title, makeLoad(series, intervalMs, hours), hours, own);
  }
} finally {
  rmSync(dir, { recursive: true });
}
