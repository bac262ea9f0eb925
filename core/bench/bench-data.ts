import type { Labels } from '../shared/index.ts';

/**
 * Series shaped like those of a real service: request counters, histogram buckets (cumulative integers) with their sums
 * (growing floats), noisy gauges, and values that rarely change. Seeded, so that every run has the same samples.
 * Metrics, labels and buckets are named as the service names them, so that its dashboards' queries find what they ask for.
 */
export interface SyntheticSeries {
  labels: Labels;
  /** The next value, one scrape later. */
  next(): number;
}

const BUCKETS = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0', '+Inf'];

/** Mulberry32: small, fast, good enough for test data. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CONFIDENCES = ['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1.0', '+Inf'];
const CLASSES = [
  'Bread',
  'Dairy',
  'Dessert',
  'Egg',
  'Fried',
  'Meat',
  'Noodles',
  'Rice',
  'Seafood',
  'Soup',
  'Vegetable',
];
const HANDLERS = 10;

/** The first `count` series of as many services as it takes; each has ten handlers, the first of which predicts. */
export function syntheticSeries(count: number, seed = 1): SyntheticSeries[] {
  const series: SyntheticSeries[] = [];
  for (let service = 0; series.length < count; service++) {
    const common = { job: 'food11', instance: `127.0.0.1:${8000 + service}` };
    const first = seed + service * (HANDLERS + 1);
    series.push(...predictions(common, first));
    for (let handler = 0; handler < HANDLERS; handler++) {
      const name = handler === 0 ? '/predict' : `/route-${handler}`;
      series.push(...requests({ ...common, handler: name }, first + 1 + handler));
    }
  }
  return series.slice(0, count);
}

type Source = (name: string, next: () => number, extra?: Labels) => SyntheticSeries;

const sourceWith =
  (common: Labels): Source =>
  (name, next, extra = {}) => ({ labels: { __name__: name, ...common, ...extra }, next });

/** What a model says, 24 series: a histogram of confidences in 11 buckets, its sum and count, and a counter per class. */
function predictions(common: Labels, seed: number): SyntheticSeries[] {
  const random = seededRandom(seed);
  const buckets = CONFIDENCES.map(() => 0);
  const classes = CLASSES.map(() => 0);
  let sum = 0;
  /** One scrape of predictions; the series of a group are asked in order, the first one leads. */
  const advance = (): void => {
    for (let i = Math.round(40 + 80 * random()); i > 0; i--) {
      const confidence = 1 - random() * random();
      sum += confidence;
      for (let b = Math.max(0, Math.ceil(confidence * 10) - 1); b < buckets.length; b++) buckets[b]!++;
      classes[Math.floor(random() * random() * classes.length)]!++;
    }
  };
  const source = sourceWith(common);
  return [
    ...CONFIDENCES.map((le, b) =>
      source('prediction_confidence_bucket', () => (b === 0 ? (advance(), buckets[b]!) : buckets[b]!), { le }),
    ),
    source('prediction_confidence_sum', () => sum),
    source('prediction_confidence_count', () => buckets.at(-1)!),
    ...CLASSES.map((name, c) => source('predicted_class_total', () => classes[c]!, { class_name: name })),
  ];
}

/** What a handler does, 20 series: a histogram of 11 buckets, sum and count, two counters, three gauges, two constants. */
function requests(common: Labels, seed: number): SyntheticSeries[] {
  const random = seededRandom(seed);
  const counts = BUCKETS.map(() => 0);
  const busy = 20 + random() * 200;
  let sum = 0;
  let phase = random() * 1000;
  /** One scrape of requests falls into the buckets. */
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
  const source = sourceWith(common);
  const last = BUCKETS.length - 1;
  let memory = 2e8;
  return [
    ...BUCKETS.map((le, b) =>
      source('http_request_duration_seconds_bucket', () => (b === 0 ? (advance(), counts[b]!) : counts[b]!), { le }),
    ),
    source('http_request_duration_seconds_sum', () => sum),
    source('http_request_duration_seconds_count', () => counts[last]!),
    source('http_requests_total', () => counts[last]!, { method: 'POST', status: '2xx' }),
    source('http_requests_total', () => Math.floor(counts[last]! / 1000), { method: 'POST', status: '5xx' }),
    source('process_resident_memory_bytes', () => (memory += Math.round((random() - 0.5) * 200) * 4096)),
    source('process_cpu_usage_ratio', () => Math.round(random() * 1e6) / 1e6),
    source('process_load_ratio', () => 0.8 + 0.2 * random()),
    source('process_start_time_seconds', () => 1_800_000_000.25 + seed),
    source('prediction_queue_limit', () => 64),
  ];
}
