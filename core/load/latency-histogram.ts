import { build } from 'hdr-histogram-js';
import { curvePercentiles, type LatencySummary } from '../shared/index.ts';

/** The longest latency told apart, in milliseconds: the longest time-out of a plan and a little; longer counts as this. */
export const MAX_LATENCY_MS = 180_000;
const UNITS_PER_MS = 1000;

export interface LatencyHistogram {
  record(latencyMs: number): void;
  summary(): LatencySummary;
  /** The latency at each of `curvePercentiles`, in milliseconds; empty when nothing was recorded. */
  curve(): number[];
  reset(): void;
}

/**
 * A high dynamic range histogram (hdrhistogram.org) of latencies: unit 1 µs, three significant digits, so a quantile is
 * at most 0.1 % off. The mean and the maximum are exact. About 80 kB, whatever it is given.
 */
export function createLatencyHistogram(): LatencyHistogram {
  const histogram = build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_LATENCY_MS * UNITS_PER_MS,
    numberOfSignificantValueDigits: 3,
    autoResize: false,
    useWebAssembly: false,
  });
  let sumUnits = 0;
  let maxUnits = 0;
  const toMs = (units: number) => Math.round(units) / UNITS_PER_MS;
  // A quantile is the upper end of its bucket, which may lie above everything recorded.
  const quantileMs = (percentile: number) => toMs(Math.min(maxUnits, histogram.getValueAtPercentile(percentile)));

  return {
    record(latencyMs) {
      const units = Math.round(Math.min(Math.max(latencyMs, 0), MAX_LATENCY_MS) * UNITS_PER_MS);
      histogram.recordValue(units);
      sumUnits += units;
      if (units > maxUnits) maxUnits = units;
    },
    summary: () => ({
      p50: quantileMs(50),
      p90: quantileMs(90),
      p95: quantileMs(95),
      p99: quantileMs(99),
      max: toMs(maxUnits),
      mean: histogram.totalCount === 0 ? 0 : toMs(sumUnits / histogram.totalCount),
    }),
    curve: () => (histogram.totalCount === 0 ? [] : curvePercentiles.map(quantileMs)),
    reset() {
      histogram.reset();
      sumUnits = 0;
      maxUnits = 0;
    },
  };
}
