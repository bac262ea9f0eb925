import type { LatencySummary, LoadTick, LoadTotals } from '../shared/index.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { Outcome } from './outcome.ts';
import { isError } from './outcome.ts';

/** What was measured in one interval: a LoadTick without its place in the plan. */
export type Interval = Pick<LoadTick, 'requests' | 'errors' | 'requestsPerSecond' | 'latencyMs' | 'late' | 'dropped'>;

export interface Recorder {
  /** Counts one finished request. `latencyMs` runs from the moment the request was due. */
  record(outcome: Outcome, latencyMs: number): void;
  /** Counts a request that left late because the generator was busy. */
  recordLate(): void;
  /** Counts a request that was due and not sent. */
  recordDropped(): void;
  /** Everything so far; the rate is per second of `elapsedMs`. */
  totals(elapsedMs: number): LoadTotals;
  /** What came in since the last call; the rate is per second of `intervalMs`. Starts the next interval. */
  takeInterval(intervalMs: number): Interval;
}

/**
 * Keeps the counts and the latency distribution of a run, as a whole and for the running second.
 *
 * Replies of any status and time-outs have a latency: leaving time-outs out would make a service that hangs look fast.
 * Broken connections have none: a refused connection takes no time and would make a service that is down look fast.
 */
export function createRecorder(): Recorder {
  const run = createTally();
  const interval = createTally();
  return {
    record(outcome, latencyMs) {
      run.add(outcome, latencyMs);
      interval.add(outcome, latencyMs);
    },
    recordLate() {
      run.counts.late++;
      interval.counts.late++;
    },
    recordDropped() {
      run.counts.dropped++;
      interval.counts.dropped++;
    },
    totals: (elapsedMs) => ({
      ...run.summary(elapsedMs),
      byStatus: Object.fromEntries([...run.byOutcome].map(([outcome, count]) => [String(outcome), count])),
      limitedSeconds: 0,
      latencyCurveMs: run.latency.curve(),
    }),
    takeInterval(intervalMs) {
      const taken = interval.summary(intervalMs);
      interval.reset();
      return taken;
    },
  };
}

/** The totals of a run that never began. */
export const emptyTotals = (): LoadTotals => createRecorder().totals(0);

function createTally() {
  const latency = createLatencyHistogram();
  const byOutcome = new Map<Outcome, number>();
  const counts = { requests: 0, errors: 0, late: 0, dropped: 0 };
  return {
    latency,
    byOutcome,
    counts,
    add(outcome: Outcome, latencyMs: number) {
      counts.requests++;
      if (isError(outcome)) counts.errors++;
      byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
      if (outcome !== 'network') latency.record(latencyMs);
    },
    summary: (overMs: number): Interval & { latencyMs: LatencySummary } => ({
      ...counts,
      requestsPerSecond: overMs > 0 ? Math.round((counts.requests * 1e6) / overMs) / 1000 : 0,
      latencyMs: latency.summary(),
    }),
    reset() {
      latency.reset();
      byOutcome.clear();
      Object.assign(counts, { requests: 0, errors: 0, late: 0, dropped: 0 });
    },
  };
}
