/**
 * What the detectors cost: `npm run bench:drift`. Best and median of repeated calls, in processor time, beside the wall-clock
 * figures of the reference library (Python, PyTorch) on a machine of the same kind: two shared cores. Never a timed test: read it, do not gate on it.
 */
import { createOnlineDetector, emptyMatrix, testDrift, type Matrix } from './index.ts';
import { createRandom } from './random.ts';

const random = createRandom(1);
/** Like the pooled activations of a convolutional network: not negative, many zeros. */
const features = (rows: number, cols: number): Matrix => ({
  rows,
  cols,
  data: emptyMatrix(rows, cols).data.map(() => Math.min(6, Math.max(0, 0.8 * random.normal() - 0.3))),
});
const float32 = ({ rows, cols, data }: Matrix): Matrix => ({ rows, cols, data: Float32Array.from(data) });

interface Timing {
  bestMs: number;
  medianMs: number;
}

/** Processor time of this process per call, over runs of several: what else a shared machine does is not in it. */
function time(times: number, run: () => unknown, calls = 1): Timing {
  for (let i = 0; i < 2 * calls; i++) run();
  const taken = Array.from({ length: times }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / calls;
  }).sort((a, b) => a - b);
  return { bestMs: taken[0]!, medianMs: taken[times >> 1]! };
}

const residentMb = () => process.memoryUsage.rss() / 2 ** 20;
const startMb = residentMb();
const digits = (ms: number) => (ms < 100 ? ms.toPrecision(3) : ms.toFixed(0)).padStart(8);
function report(what: string, { bestMs, medianMs }: Timing, libraryMs: number): void {
  const ratio = `${(libraryMs / bestMs).toFixed(1)}x / ${(libraryMs / medianMs).toFixed(1)}x`;
  console.log(`${what.padEnd(58)}${digits(bestMs)}${digits(medianMs)}${digits(libraryMs)}   ${ratio}`);
}

const kept = createOnlineDetector('mmd-online', float32(features(64, 1280)), { ert: 300, window_size: 10 });
console.log(
  `resident: ${startMb.toFixed(0)} MB before, ${residentMb().toFixed(0)} MB with a detector of ${kept.cols} features on 64 rows; library 380 MB`,
);
console.log(`${'processor milliseconds per call'.padEnd(58)}    best  median library   times as fast`);
for (const [rows, window, libraryMs, configureMs] of [
  [64, 10, 0.13, 290],
  [1000, 50, 1.0, 2100],
] as const) {
  const reference = float32(features(rows, 1280));
  const options = { ert: 300, window_size: window, n_bootstraps: 1000 };
  const name = `MMD online, ${rows} x 1280, window ${window}`;
  report(
    `${name}: 1,000 bootstraps`,
    time(5, () => createOnlineDetector('mmd-online', reference, options)),
    configureMs,
  );
  for (const [precision, given] of [
    ['float32', reference],
    ['float64', { ...reference, data: Float64Array.from(reference.data) }],
  ] as const) {
    const detector = createOnlineDetector('mmd-online', given, options);
    const row = features(1, 1280).data;
    report(
      `${name}: one sample (${precision})`,
      time(20, () => detector.update(row), 100),
      libraryMs,
    );
  }
}

const [reference, sample] = [float32(features(64, 1280)), float32(features(32, 1280))];
report(
  'MMD, 64 and 32 x 1280, 100 permutations',
  time(20, () => testDrift('mmd', reference, sample, { n_permutations: 100 }), 10),
  3.9,
);

const [wide, moved] = [features(1000, 20), features(1000, 20)];
report(
  'Kolmogorov-Smirnov, 1000 and 1000 x 20',
  time(20, () => testDrift('ks', wide, moved), 10),
  3.7,
);

console.log(`resident after all of this, and what it left to collect: ${residentMb().toFixed(0)} MB`);
