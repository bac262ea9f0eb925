import type { Labels } from '../shared/index.ts';

/**
 * Series shaped like those of a real service: request counters, histogram buckets (cumulative integers) with their sums
 * (growing floats), noisy gauges, and values that rarely change. Seeded, so that every run has the same samples.
 */
export interface SyntheticSeries {
  labels: Labels;
  /** The next value, one scrape later. */
  next(): number;
}

export const BUCKETS = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0', '+Inf'];

/** Mulberry32: small, fast, good enough for test data. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` series in groups of 20: a histogram of 11 buckets, sum and count, two counters, three gauges, two constants. */
export function syntheticSeries(count: number, seed = 1): SyntheticSeries[] {
  const series: SyntheticSeries[] = [];
  for (let group = 0; series.length < count; group++) series.push(...serviceGroup(group, seed + group));
  return series.slice(0, count);
}

function serviceGroup(group: number, seed: number): SyntheticSeries[] {
  const random = seededRandom(seed);
  const common = {
    job: 'food11',
    instance: `127.0.0.1:${8000 + Math.floor(group / 10)}`,
    handler: `/route-${group % 10}`,
  };
  const counts = BUCKETS.map(() => 0);
  const busy = 20 + random() * 200;
  let sum = 0;
  let phase = random() * 1000;
  /** One scrape of requests falls into the buckets; the series of a group are asked in order, the first one leads. */
  const advance = (): void => {
    phase++;
    const requests = Math.round(busy * (1 + 0.5 * Math.sin(phase / 500)) * (0.8 + 0.4 * random()));
    for (let i = 0; i < requests; i++) {
      const seconds = 0.02 * Math.exp(2.2 * (random() + random() + random() - 1.5));
      sum += seconds;
      for (
        let b = BUCKETS.length - 1;
        b >= 0 && seconds <= (b === BUCKETS.length - 1 ? Infinity : Number(BUCKETS[b]));
        b--
      )
        counts[b]!++;
    }
  };
  const named = (name: string, next: () => number, extra: Labels = {}): SyntheticSeries => ({
    labels: { __name__: name, ...common, ...extra },
    next,
  });
  const last = BUCKETS.length - 1;
  let memory = 2e8;
  return [
    ...BUCKETS.map((le, b) =>
      named('http_request_duration_seconds_bucket', () => (b === 0 ? (advance(), counts[b]!) : counts[b]!), { le }),
    ),
    named('http_request_duration_seconds_sum', () => sum),
    named('http_request_duration_seconds_count', () => counts[last]!),
    named('http_requests_total', () => counts[last]!, { method: 'POST', status: '2xx' }),
    named('http_requests_total', () => Math.floor(counts[last]! / 1000), { method: 'POST', status: '5xx' }),
    named('process_resident_memory_bytes', () => (memory += Math.round((random() - 0.5) * 200) * 4096)),
    named('process_cpu_usage_ratio', () => Math.round(random() * 1e6) / 1e6),
    named('prediction_confidence_last', () => 0.8 + 0.2 * random()),
    named('process_start_time_seconds', () => 1_800_000_000.25 + group),
    named('prediction_queue_limit', () => 64),
  ];
}
