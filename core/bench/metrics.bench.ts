/**
 * What the monitor does with the samples of a service for a day, and of ten thousand series for an hour, beside a real
 * Prometheus on the same samples where one is installed: taking them in, keeping them, reading them, and answering the
 * queries of the dashboards over HTTP. `node core/bench/metrics.bench.ts`; about two minutes.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, residentBytes } from './bench-api.ts';
import { syntheticSeries } from './bench-data.ts';
import { type BenchLoad, hasPrometheus, type LoadedPrometheus, loadPrometheus } from './bench-prometheus.ts';
import { benchQueries } from './bench-queries.ts';
import { startTelltale } from './bench-telltale.ts';
import { openStore } from '../store/index.ts';

const START = 1_800_000_000_000; // a multiple of two hours
const METRICS = ['http_request_duration_seconds_bucket', 'http_requests_total'];
const TRIES = 5;

const row = (what: string, ours: string, theirs = ''): void =>
  console.log(`  ${what.padEnd(30)}${ours.padEnd(24)}${theirs}`);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const counted = (value: number): string => Math.round(value).toLocaleString('en');
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

async function bench(title: string, load: BenchLoad, hours: readonly number[], dir: string): Promise<void> {
  const prometheus = hasPrometheus() ? await loadPrometheus(load, dir) : null;
  console.log(`\n${title}`);
  row('', 'Telltale', prometheus ? `Prometheus ${prometheus.version}` : 'Prometheus is not installed');
  try {
    const file = join(dir, 'telltale.db');
    ingest(load, file, prometheus);
    const lastMs = load.startMs + (load.series[0]!.values.length - 1) * load.intervalMs;
    await read(file, prometheus, lastMs, hours);
    await query(file, prometheus, lastMs, hours);
  } finally {
    await prometheus?.stop();
  }
}

/** The store alone, against Prometheus counting the same samples over HTTP. */
async function read(
  file: string,
  prometheus: LoadedPrometheus | null,
  endMs: number,
  hours: readonly number[],
): Promise<void> {
  const from = performance.now();
  const store = openStore({ file, retention: { maxAgeMs: Infinity } });
  row('open', ms(performance.now() - from));
  for (const metric of METRICS) {
    for (const h of hours) {
      const ours: number[] = [];
      const theirs: number[] = [];
      let samples = 0;
      const count = { query: `sum(count_over_time(${metric}[${h}h]))`, time: String(endMs / 1000) };
      for (let i = 0; i < TRIES; i++) {
        const from = performance.now();
        const matchers = [{ name: '__name__', op: '=', value: metric } as const];
        const found = await store.select(matchers, endMs - h * 3_600_000, endMs);
        samples = found.reduce((total, { values }) => total + values.length, 0);
        ours.push(performance.now() - from);
        if (prometheus) theirs.push((await ask(prometheus, 'query', count)).ms);
      }
      row(`read ${h} h, ${counted(samples)} samples`, ms(median(ours)), prometheus ? ms(median(theirs)) : '');
    }
  }
  store.close();
}

async function query(
  file: string,
  prometheus: LoadedPrometheus | null,
  endMs: number,
  hours: readonly number[],
): Promise<void> {
  const telltale = await startTelltale(file);
  const memory = (when: string): void =>
    row(
      `memory, ${when}`,
      `${counted(residentBytes(telltale) / 1e6)} MB`,
      prometheus ? `${counted(residentBytes(prometheus) / 1e6)} MB` : '',
    );
  try {
    memory('before the queries');
    await benchQueries(telltale, prometheus, endMs, hours);
    memory('after the queries');
  } finally {
    await telltale.stop();
  }
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
  const loaded = prometheus ? `(${counted((samples / prometheus.loadMs) * 1000)}/s by promtool)` : '';
  row('ingest, samples/s', counted((samples / spentMs) * 1000), loaded);
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
  for (const { series, intervalMs, hours } of [
    { series: 200, intervalMs: 5000, hours: [1, 6, 24] },
    { series: 10_000, intervalMs: 15_000, hours: [1] },
  ]) {
    const longest = Math.max(...hours);
    const title = `${counted(series)} series every ${intervalMs / 1000} s for ${longest} h`;
    const own = join(dir, String(series));
    mkdirSync(own);
    await bench(title, makeLoad(series, intervalMs, longest), hours, own);
  }
} finally {
  rmSync(dir, { recursive: true });
}
