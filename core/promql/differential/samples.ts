import type { Labels, SeriesData } from '../../shared/index.ts';
import { randomFrom } from './random.ts';

/** When the generated samples begin; off every round minute, so that grids and samples do not coincide. */
export const FROM_MS = 1_700_000_007_000;
export const MINUTES = 60;
export const TO_MS = FROM_MS + MINUTES * 60_000;

interface Shape {
  everyMs?: number;
  jitterMs?: number;
  /** Minutes without samples: [from, to). */
  gap?: [number, number];
  /** Minutes at which a staleness marker is written. */
  staleAt?: number[];
}

type Next = (i: number, random: () => number) => number;

/** Counters with resets, gauges with NaN and infinities, histograms good and bad, gaps, markers, many label sets. */
export function generateSamples(): SeriesData[] {
  const random = randomFrom(20_231_114);
  const all: SeriesData[] = [];
  const add = (labels: Labels, next: Next, { everyMs = 15_000, jitterMs = 0, gap, staleAt = [] }: Shape = {}): void => {
    const times: number[] = [];
    const values: number[] = [];
    const stale: number[] = [];
    for (let i = 0, ms = FROM_MS; ms < TO_MS; i++, ms = FROM_MS + i * everyMs) {
      const minute = (ms - FROM_MS) / 60_000;
      const value = next(i, random);
      if (gap && minute >= gap[0] && minute < gap[1]) continue;
      const isMarker = staleAt.some((at) => minute >= at && minute < at + everyMs / 60_000);
      times.push(ms + Math.floor(random() * jitterMs));
      values.push(isMarker ? NaN : value);
      stale.push(isMarker ? 1 : 0);
    }
    all.push({
      labels,
      timestampsMs: Float64Array.from(times),
      values: Float64Array.from(values),
      stale: stale.includes(1) ? Uint8Array.from(stale) : null,
    });
  };

  /** Grows by up to `most` a sample; starts again from 0 with probability `reset`. */
  const counter = (most: number, reset: number): Next => {
    let count = 0;
    return (_, random) => (count = random() < reset ? 0 : count + Math.floor(random() * most));
  };
  const walk = (start: number, step: number): Next => {
    let at = start;
    return (_, random) => (at += Math.round((random() - 0.5) * step * 65536) / 65536);
  };
  const often =
    (usual: Next, odd: readonly number[], chance: number): Next =>
    (i, random) => {
      const value = usual(i, random);
      return random() < chance ? odd[Math.floor(random() * odd.length)]! : value;
    };

  for (const [job, instances] of Object.entries({ api: ['a:1', 'a:2', 'a:3'], web: ['w:1', 'w:2'] })) {
    for (const instance of instances) {
      for (const code of ['200', '404', '500']) {
        const labels = { __name__: 'requests_total', job, instance, code };
        add(labels, counter(code === '200' ? 90 : 7, 0.01), { jitterMs: instance === 'a:2' ? 900 : 0 });
      }
      add({ __name__: 'up', job, instance }, (_, random) => (random() < 0.9 ? 1 : 0), { everyMs: 30_000 });
      add({ __name__: 'temperature', job, instance, zone: 'x' }, walk(20, 3), { jitterMs: 400 });
      add({ __name__: 'temperature', job, instance, zone: 'y' }, walk(-5, 8));
      add({ __name__: 'build_info', job, instance, version: instance.endsWith('1') ? '1.10' : '1.9' }, () => 1, {
        everyMs: 60_000,
      });
      let [count, sum] = [0, 0];
      const cumulative = new Map<string, number>();
      for (const le of ['0.1', '0.5', '1.0', '2.5', '+Inf']) {
        const share = { '0.1': 3, '0.5': 5, '1.0': 6, '2.5': 7, '+Inf': 8 }[le]!;
        let total = 0;
        add({ __name__: 'latency_seconds_bucket', job, instance, le }, (i) => {
          total += (share * (1 + ((i * 7) % 5))) | 0;
          cumulative.set(le, total);
          return total;
        });
      }
      add({ __name__: 'latency_seconds_count', job, instance }, (i) => (count += 8 * (1 + ((i * 7) % 5))));
      add({ __name__: 'latency_seconds_sum', job, instance }, (i) => (sum += 2.5 * (1 + ((i * 7) % 5))));
    }
    add({ __name__: 'quota', job }, walk(100, 16), { everyMs: 60_000 });
  }
  add({ __name__: 'quota', job: 'batch' }, walk(7, 1), { everyMs: 20_000, jitterMs: 5_000 });
  // Values that are hard to compute with, and series that come and go.
  add({ __name__: 'odd', kind: 'nan' }, often(walk(1, 2), [NaN], 0.3));
  add({ __name__: 'odd', kind: 'inf' }, often(walk(1, 2), [Infinity, -Infinity, NaN], 0.2));
  add({ __name__: 'odd', kind: 'huge' }, often(walk(1, 2), [1.5e308, -1.5e308, 1e300], 0.3));
  add({ __name__: 'odd', kind: 'tiny' }, (i) => (i % 3) * 2 ** -300);
  add({ __name__: 'odd', kind: 'zero' }, (i) => (i % 2 === 0 ? 0 : -0));
  add({ __name__: 'odd', kind: 'constant' }, () => 42);
  add({ __name__: 'odd', kind: 'allnan' }, () => NaN);
  add({ __name__: 'flaky', id: '1' }, walk(5, 2), { gap: [10, 17], staleAt: [30, 30.5] });
  add({ __name__: 'flaky', id: '2' }, walk(5, 2), { gap: [20, 24], everyMs: 40_000 });
  add({ __name__: 'flaky', id: '3' }, walk(5, 2), { gap: [0, 40] });
  add({ __name__: 'flaky', id: '4' }, walk(5, 2), { gap: [15, 60], staleAt: [14.75] });
  add({ __name__: 'flaky', id: '5' }, walk(5, 2), { everyMs: 240_000 });
  add({ __name__: 'flaky_total', id: '1' }, counter(5, 0.05), { gap: [10, 17], staleAt: [30] });
  add({ __name__: 'flaky_total', id: '2' }, counter(5, 0.2), { everyMs: 60_000, jitterMs: 20_000 });
  // One series handing over to another with the same match labels; and one that overlaps.
  add({ __name__: 'leader', pod: 'p1', cluster: 'k' }, walk(3, 1), { gap: [30, 60], staleAt: [29.75] });
  add({ __name__: 'leader', pod: 'p2', cluster: 'k' }, walk(3, 1), { gap: [0, 30] });
  add({ __name__: 'leader', pod: 'p3', cluster: 'm' }, walk(3, 1));
  add({ __name__: 'replicas', cluster: 'k' }, walk(3, 1));
  add({ __name__: 'replicas', cluster: 'm' }, walk(3, 1), { gap: [45, 60] });
  // Histograms with faults: not monotonic, without +Inf, with a bad bound, with equal bounds.
  for (const [le, factor] of Object.entries({ '1': 3, '2': 2, '4': 5, '+Inf': 4 })) {
    add({ __name__: 'bad_bucket', fault: 'monotonicity', le }, (i) => factor * (i + 1));
  }
  for (const le of ['1', '2']) add({ __name__: 'bad_bucket', fault: 'infinity', le }, (i) => i * Number(le));
  for (const le of ['1', 'two', '+Inf']) add({ __name__: 'bad_bucket', fault: 'bound', le }, (i) => i);
  for (const le of ['1', '1.0', '+Inf']) add({ __name__: 'bad_bucket', fault: 'twice', le }, (i) => i * le.length);
  for (const [le, factor] of Object.entries({ '-2': 1, '-1': 2, '0': 3, '+Inf': 4 })) {
    add({ __name__: 'odd_bucket', fault: 'negative', le }, (i) => factor * (i % 4));
  }
  add({ __name__: 'odd_bucket', fault: 'single', le: '+Inf' }, (i) => i);
  // Names that need quotes, and text beyond ASCII.
  add({ __name__: 'dotted.name', 'label.x': 'größe', path: 'C:\\x "y"\n' }, walk(1, 1));
  add({ __name__: 'dotted.name', 'label.x': '日本', path: '' }, walk(1, 1));
  // In the order in which a database gets to know them, for sums depend on it in their last digits.
  return all
    .sort((a, b) => a.timestampsMs[0]! - b.timestampsMs[0]!)
    .map((series) => ({ ...series, labels: withoutEmpty(series.labels) }));
}

const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));

/** Cuts the samples into batches in time order, as a database that takes no late samples needs them. */
export function batches(all: readonly SeriesData[], minutes: number): SeriesData[][] {
  const cut: SeriesData[][] = [];
  for (let fromMs = FROM_MS; fromMs < TO_MS + 60_000; fromMs += minutes * 60_000) {
    const inside = (ms: number): boolean => ms >= fromMs && ms < fromMs + minutes * 60_000;
    cut.push(
      all
        .map(({ labels, timestampsMs, values, stale }) => {
          const pick = (_: number, i: number): boolean => inside(timestampsMs[i]!);
          return {
            labels,
            timestampsMs: timestampsMs.filter(pick),
            values: values.filter(pick),
            stale: stale?.filter(pick) ?? null,
          };
        })
        .filter(({ values }) => values.length > 0),
    );
  }
  return cut;
}
