import type { SeriesData } from '../shared/index.ts';
import { findPrometheus } from './differential/fetch-prometheus.ts';
import { type RealPrometheus, startPrometheus } from './differential/real-prometheus.ts';
import { createEngine } from './index.ts';
import { arraySource } from './testing/array-source.ts';

/*
 * Evaluation speed on 200 series at 5 s for 24 h, in memory, beside a real Prometheus 3 on the same samples:
 *   node core/promql/bench.ts
 * Prometheus's figures include its HTTP API on loopback and decoding its chunks; ours are the engine alone.
 */

const FROM_MS = 1_700_000_000_000;
const HOURS = 24;
const EVERY_MS = 5000;
const POINTS = 1000;
const RUNS = 7;

const le = ['0.1', '0.25', '0.5', '1.0', '+Inf'];

/** 40 targets with a histogram of five buckets each: 200 counters, now and then reset. */
function makeSamples(): SeriesData[] {
  const n = (HOURS * 3_600_000) / EVERY_MS;
  const timestampsMs = Float64Array.from({ length: n }, (_, i) => FROM_MS + i * EVERY_MS);
  return Array.from({ length: 200 }, (_, s) => {
    const target = Math.floor(s / le.length);
    const values = new Float64Array(n);
    for (let i = 0, count = 0; i < n; i++) {
      if ((i + target * 97) % 9000 === 8999) count = 0;
      values[i] = count += 1 + ((i * 7 + target * 3) % 5) + (s % le.length);
    }
    const labels = {
      __name__: 'http_request_duration_seconds_bucket',
      job: 'food11',
      instance: `host-${target}:8000`,
      handler: target % 2 === 0 ? '/predict' : '/metrics',
      le: le[s % le.length]!,
    };
    return { labels, timestampsMs, values, stale: null };
  });
}

const bucket = 'http_request_duration_seconds_bucket';
const queries = [
  bucket,
  `rate(${bucket}[1m])`,
  `sum(rate(${bucket}{le="+Inf"}[1m]))`,
  `sum by (handler) (rate(${bucket}[5m]))`,
  `histogram_quantile(0.95, sum by (le) (rate(${bucket}{handler="/predict"}[1m])))`,
  `histogram_quantile(0.95, rate(${bucket}[1m]))`,
  `rate(${bucket}{le="0.5"}[1m]) / ignoring (le) rate(${bucket}{le="+Inf"}[1m])`,
  `topk(5, rate(${bucket}[5m]))`,
  `max_over_time(${bucket}[10m])`,
  `avg_over_time(${bucket}{le="+Inf"}[1h])`,
  `max_over_time(sum(rate(${bucket}[1m]))[10m:1m])`,
];

async function fill(real: RealPrometheus, samples: readonly SeriesData[]): Promise<void> {
  const perBatch = 600_000 / EVERY_MS;
  for (let from = 0; from < samples[0]!.values.length; from += perBatch) {
    await real.write(
      samples.map(({ labels, timestampsMs, values }) => ({
        labels,
        timestampsMs: timestampsMs.subarray(from, from + perBatch),
        values: values.subarray(from, from + perBatch),
        stale: null,
      })),
    );
  }
}

/** The median of some runs after one to warm up, in ms. */
async function median(run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1]!;
}

const samples = makeSamples();
const engine = createEngine(arraySource(samples));
const found = await findPrometheus();
const real = 'path' in found ? await startPrometheus(found.path) : null;
if ('missing' in found) console.log(found.missing);
try {
  if (real) await fill(real, samples);
  console.log(`median of ${RUNS} runs, ms, ${POINTS} points per series, 200 series every ${EVERY_MS / 1000} s`);
  console.log('range  telltale  prometheus  query');
  const endMs = FROM_MS + HOURS * 3_600_000 - EVERY_MS;
  for (const hours of [1, 6, 24]) {
    for (const query of queries) {
      const startMs = Math.max(FROM_MS, endMs - hours * 3_600_000);
      const stepMs = Math.ceil((endMs - startMs) / (POINTS - 1));
      const ours = await median(() => engine.range(query, startMs, endMs, stepMs));
      const theirs = real ? await median(() => real.range(query, startMs, endMs, stepMs)) : NaN;
      console.log(
        `${String(hours).padStart(4)}h ${ours.toFixed(1).padStart(9)} ${theirs.toFixed(1).padStart(11)}  ${query}`,
      );
    }
  }
} finally {
  await real?.stop();
}
