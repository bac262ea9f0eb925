import type { LatencySummary, LoadTick, LoadTotals } from '../shared/index.ts';
import { createLatencyHistogram } from './latency-histogram.ts';
import type { Outcome } from './outcome.ts';
import { isError } from './outcome.ts';

/** What was measured in one interval: a LoadTick without its place in the plan. */
export type Interval = Pick<LoadTick, 'requests' | 'errors' | 'requestsPerSecond' | 'latencyMs'>;

export interface Recorder {
  /** Counts one finished request. `latencyMs` runs from the moment the request was due. */
  record(outcome: Outcome, latencyMs: number): void;
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
    totals: (elapsedMs) => ({
      ...run.summary(elapsedMs),
      byStatus: Object.fromEntries([...run.byOutcome].map(([outcome, count]) => [String(outcome), count])),
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
  let requests = 0;
  let errors = 0;
  return {
    byOutcome,
    add(outcome: Outcome, latencyMs: number) {
      requests++;
      if (isError(outcome)) errors++;
      byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
      if (outcome !== 'network') latency.record(latencyMs);
    },
    summary: (overMs: number): Interval & { latencyMs: LatencySummary } => ({
      requests,
      errors,
      requestsPerSecond: overMs > 0 ? Math.round((requests * 1e6) / overMs) / 1000 : 0,
      latencyMs: latency.summary(),
    }),
    reset() {
      latency.reset();
      byOutcome.clear();
      requests = 0;
      errors = 0;
    },
  };
}
