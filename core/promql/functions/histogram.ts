import { type Call, unwrap } from '../syntax/ast.ts';
import { type Column, emptyColumn, mergeEqual, type Vector, withPoints } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { METRIC_NAME } from '../../shared/index.ts';
import type { LabelSet } from '../label-set.ts';
import { informOfMonotonicity, warnOfBucketLabel, warnOfQuantiles } from '../remarks.ts';
import { type Buckets, fractionBetween, quantileOf } from './buckets.ts';

const withoutLe = new Set(['le']);

interface Histogram {
  labels: LabelSet;
  /** In ascending order of their bounds. */
  buckets: { bound: number; column: Column }[];
}

/** The bound a bucket's label gives, as Go's ParseFloat reads it; null when it is no number. */
function boundOf(le: string): number | null {
  if (/^[-+]?nan$/i.test(le)) return NaN;
  if (/^[+]?inf(?:inity)?$/i.test(le)) return Infinity;
  if (/^-inf(?:inity)?$/i.test(le)) return -Infinity;
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(le) ? Number(le) : null;
}

/** Puts the buckets of a vector together into histograms: equal labels but `le`, the metric name included. */
function toHistograms(ev: Evaluator, vector: Vector, call: Call): Histogram[] {
  const histograms = new Map<string, Histogram>();
  for (const column of vector) {
    const le = column.labels.get('le');
    const bound = boundOf(le);
    if (bound === null) {
      warnOfBucketLabel(ev.annotations, le, column.labels.get(METRIC_NAME), unwrap(call.args.at(-1)!).span);
      continue;
    }
    const labels = column.labels.drop(withoutLe);
    const histogram = histograms.get(labels.key);
    if (histogram) histogram.buckets.push({ bound, column });
    else histograms.set(labels.key, { labels, buckets: [{ bound, column }] });
  }
  for (const { buckets } of histograms.values()) buckets.sort((a, b) => a.bound - b.bound);
  return [...histograms.values()];
}

/** Gathers the buckets present at a step into `into`, adding up those with equal bounds; false when there are none. */
function gather({ buckets }: Histogram, step: number, into: Buckets): boolean {
  let n = 0;
  for (const { bound, column } of buckets) {
    if (column.present[step] === 0) continue;
    if (n > 0 && into.bounds[n - 1] === bound) into.counts[n - 1]! += column.values[step]!;
    else {
      into.bounds[n] = bound;
      into.counts[n++] = column.values[step]!;
    }
  }
  into.size = n;
  return n > 0;
}

async function evalHistograms(
  ev: Evaluator,
  call: Call,
  grid: Grid,
  compute: (buckets: Buckets, step: number, histogram: Histogram) => number,
): Promise<Vector> {
  const vector = await ev.vector(call.args.at(-1)!, grid);
  const histograms = toHistograms(ev, vector, call);
  ev.limits.hold(histograms.length * grid.steps);
  const results: Vector = [];
  for (const histogram of histograms) {
    const size = histogram.buckets.length;
    const buckets: Buckets = { bounds: new Float64Array(size), counts: new Float64Array(size), size: 0 };
    const result = emptyColumn(histogram.labels.withoutName(), grid.steps);
    await ev.limits.inPieces(grid.steps, 2 * size, (from, to) => {
      for (let s = from; s < to; s++) {
        if (!gather(histogram, s, buckets)) continue;
        result.present[s] = 1;
        result.values[s] = compute(buckets, s, histogram);
      }
    });
    results.push(result);
  }
  return mergeEqual(withPoints(results));
}

/** `histogram_quantile(φ, v)`. */
export async function histogramQuantile(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const [quantile, vector] = call.args;
  const quantiles = await ev.scalar(quantile!, grid);
  const results = await evalHistograms(ev, call, grid, (buckets, step, { labels }) => {
    const { value, forced } = quantileOf(quantiles[step]!, buckets);
    if (forced) informOfMonotonicity(ev.annotations, labels.get(METRIC_NAME), unwrap(vector!).span);
    return value;
  });
  warnOfQuantiles(ev.annotations, quantiles, unwrap(quantile!).span);
  return results;
}

/** `histogram_fraction(lower, upper, v)`. */
export async function histogramFraction(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const lower = await ev.scalar(call.args[0]!, grid);
  const upper = await ev.scalar(call.args[1]!, grid);
  return evalHistograms(ev, call, grid, (buckets, step) => fractionBetween(lower[step]!, upper[step]!, buckets));
}
