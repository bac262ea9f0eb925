import type { LoadReport, LoadTask } from '../shared/index.ts';
import { peakConcurrency } from '../shared/index.ts';
import { runClosedModel } from './closed-model.ts';
import { createConnection } from './connection.ts';
import { progressOf } from './progress.ts';
import { createRecorder } from './recorder.ts';
import { startReporter } from './reporter.ts';
import { createRequestOrder, mostRequests } from './request-order.ts';
import type { PreparedPart } from './requests.ts';
import { startupCheck } from './startup-check.ts';

/** What is still in flight this long after the run was stopped is cut off and not counted. */
const STOP_GRACE_MS = 400;

export interface RunOptions {
  task: LoadTask;
  /** The requests of the task's plan, already read and encoded. */
  parts: readonly PreparedPart[];
  /** Aborting it stops the run within half a second. */
  stop: AbortSignal;
  /** Called once a second with what the last second brought, and once at the end. */
  report(report: LoadReport): void;
}

/**
 * Carries out a load task and reports on the way. Failing requests are counted, never fatal. A run is bounded three
 * ways: by the time of its plan and one time-out for what is in flight then, by the number of requests, and by `stop`.
 */
export async function runLoad({ task, parts, stop, report }: RunOptions): Promise<void> {
  const { plan } = task;
  let message = await startupCheck(task.target);
  const recorder = createRecorder();
  const connections = Array.from({ length: peakConcurrency(plan.schedule) }, () =>
    createConnection({
      target: task.target,
      headers: headersOf(task),
      timeoutMs: plan.timeoutMs,
      keepAlive: plan.keepAlive,
    }),
  );
  const closeAll = () => connections.forEach((connection) => connection.close());

  const nextRequest = createRequestOrder(parts, plan.order);
  const most = mostRequests(parts, plan);
  let begun = 0;

  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const progress = () => progressOf(plan, { elapsedMs: elapsedMs(), begun, mostRequests: most });
  const reporter = startReporter({ task, recorder, elapsedMs, progress, message: () => message, report });

  let cutOff: NodeJS.Timeout | undefined;
  const onStop = () => {
    reporter.setState('stopping');
    cutOff = setTimeout(closeAll, STOP_GRACE_MS);
  };
  /** Aborted when everything was sent; what is in flight then may take its time. */
  const allSent = new AbortController();
  stop.addEventListener('abort', onStop);
  if (stop.aborted) onStop();

  try {
    await runClosedModel(plan.schedule, {
      elapsedMs,
      signal: AbortSignal.any([stop, allSent.signal]),
      async send(slot, dueMs) {
        const request = nextRequest();
        if (request === null) return null;
        if (++begun >= most) allSent.abort();
        const outcome = await connections[slot]!.send(request);
        if (outcome !== null) recorder.record(outcome, elapsedMs() - dueMs);
        return outcome;
      },
    });
    const { requests, errors } = recorder.totals(elapsedMs());
    if (requests > 0 && errors === requests && hopesForSuccess(task)) {
      message ??= `None of the ${requests} requests to ${whereTo(task)} succeeded.`;
    }
    reporter.finish(stop.aborted ? 'stopped' : 'completed');
  } finally {
    reporter.stop();
    clearTimeout(cutOff);
    stop.removeEventListener('abort', onStop);
    closeAll();
  }
}

function headersOf({ plan, apiKey }: LoadTask): Record<string, string> {
  if (plan.target.kind === 'url') return plan.target.headers;
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}

/** An error ramp is meant to fail. */
const hopesForSuccess = ({ plan }: LoadTask): boolean =>
  plan.mix.some(({ payload }) => payload.kind !== 'empty' && payload.kind !== 'undecodable');

const whereTo = ({ plan: { target }, target: origin }: LoadTask): string =>
  target.kind === 'url' ? target.url : new URL(target.path, origin).href;
