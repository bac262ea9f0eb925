import { performance } from 'node:perf_hooks';

/** A closed model whose event loop is busy for this share of a second would have asked more often on a faster machine. */
const BUSY_SHARE = 0.95;
/** An open model with more than this share of its requests late did not send what its plan says. */
const LATE_SHARE = 0.05;

/** Tells, interval by interval, whether the generator itself was the limit rather than what it measures. */
export function createGeneratorWatch(kind: 'closed' | 'open') {
  let before = performance.eventLoopUtilization();
  return {
    takeInterval({ requests, late }: { requests: number; late: number }): boolean {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      // The open model waits out the last moments before each request, so its loop is busy without being at its limit.
      return kind === 'closed' ? utilization > BUSY_SHARE : late > requests * LATE_SHARE;
    },
  };
}
