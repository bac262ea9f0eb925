import type { LoadReport, LoadTask } from '../shared/index.ts';
import { runClosedModel } from './closed-model.ts';
import { createConnection } from './connection.ts';
import { peakConcurrency } from './plan.ts';
import { createRecorder } from './recorder.ts';
import { startReporter } from './reporter.ts';
import { startupCheck } from './startup-check.ts';

/** No run sends more than this, whatever its plan says. */
export const MAX_REQUESTS = 20_000_000;
/** What is still in flight this long after the run was stopped is cut off and not counted. */
const STOP_GRACE_MS = 400;

export interface RunOptions {
  task: LoadTask;
  /** The requests of the task, already encoded; sent round robin. */
  bodies: readonly Buffer[];
  /** Aborting it stops the run within half a second. */
  stop: AbortSignal;
  /** Called once a second with what the last second brought, and once at the end. */
  report(report: LoadReport): void;
  maxRequests?: number;
}

/**
 * Carries out a load task and reports on the way. Failing requests are counted, never fatal. A run is bounded three
 * ways: by the time of its plan and one time-out for what is in flight then, by the number of requests, and by `stop`.
 */
export async function runLoad({ task, bodies, stop, report, maxRequests = MAX_REQUESTS }: RunOptions): Promise<void> {
  const { plan } = task;
  let message = await startupCheck(task.target);
  const recorder = createRecorder();
  const connections = Array.from({ length: peakConcurrency(plan) }, () =>
    createConnection({ target: task.target, path: plan.path, apiKey: task.apiKey, timeoutMs: plan.timeoutMs }),
  );
  const closeAll = () => connections.forEach((connection) => connection.close());

  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const reporter = startReporter({ task, recorder, elapsedMs, message: () => message, report });

  let cutOff: NodeJS.Timeout | undefined;
  const onStop = () => {
    reporter.setState('stopping');
    cutOff = setTimeout(closeAll, STOP_GRACE_MS);
  };
  const limit = new AbortController();
  const signal = AbortSignal.any([stop, limit.signal]);
  signal.addEventListener('abort', onStop);
  if (stop.aborted) onStop();

  let begun = 0;
  try {
    await runClosedModel(plan, {
      elapsedMs,
      signal,
      async send(slot, dueMs) {
        const outcome = await connections[slot]!.send(bodies[begun++ % bodies.length]!);
        if (outcome !== null) recorder.record(outcome, elapsedMs() - dueMs);
        if (begun >= maxRequests && !limit.signal.aborted) {
          message = `Ended early: this run reached the limit of ${maxRequests} requests.`;
          limit.abort();
        }
        return outcome;
      },
    });
    const { requests, errors } = recorder.totals(elapsedMs());
    if (requests > 0 && errors === requests) {
      message ??= `None of the ${requests} requests to ${new URL(plan.path, task.target).href} succeeded.`;
    }
    reporter.finish(stop.aborted ? 'stopped' : 'completed');
  } finally {
    reporter.stop();
    clearTimeout(cutOff);
    signal.removeEventListener('abort', onStop);
    closeAll();
  }
}
