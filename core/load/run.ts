import type { LoadReport, LoadTask } from '../shared/index.ts';
import { type Sending, runClosedModel } from './closed-model.ts';
import { createConnections } from './connections.ts';
import { runOpenModel } from './open-model.ts';
import { progressOf } from './progress.ts';
import { createRecorder } from './recorder.ts';
import { startReporter } from './reporter.ts';
import { createRequestOrder, mostRequests } from './request-order.ts';
import type { PreparedPart } from './requests.ts';
import { notesOf } from './run-notes.ts';
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
  const startup = await startupCheck(task.target, stop);
  const recorder = createRecorder();
  const connections = createConnections(task);
  const nextRequest = createRequestOrder(parts, plan.order);
  const most = mostRequests(parts, plan);
  let begun = 0;
  let inFlight = 0;
  let isOver = false;

  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const reporter = startReporter({
    task,
    recorder,
    elapsedMs,
    progress: () => progressOf(plan, { elapsedMs: elapsedMs(), begun, mostRequests: most }),
    inFlight: () => inFlight,
    message: (totals) =>
      notesOf({ plan, totals, startup, address: addressOf(task), broken: connections.broken, isOver }),
    report,
  });

  let cutOff: NodeJS.Timeout | undefined;
  const onStop = () => {
    reporter.setState('stopping');
    cutOff = setTimeout(connections.close, STOP_GRACE_MS);
  };
  /** Aborted when everything was sent; what is in flight then may take its time. */
  const allSent = new AbortController();
  stop.addEventListener('abort', onStop);
  if (stop.aborted) onStop();

  const sending: Sending = {
    elapsedMs,
    signal: AbortSignal.any([stop, allSent.signal]),
    async send(slot, dueMs) {
      const request = nextRequest();
      if (request === null) return null;
      if (++begun >= most) allSent.abort();
      inFlight++;
      const outcome = await connections.at(slot).send(request);
      inFlight--;
      if (outcome !== null) recorder.record(outcome, elapsedMs() - dueMs);
      return outcome;
    },
  };

  try {
    if (plan.schedule.kind === 'closed') await runClosedModel(plan.schedule, sending);
    else {
      const { recordLate: onLate, recordDropped: onDropped } = recorder;
      await runOpenModel(plan.schedule, plan.order.seed, { ...sending, onLate, onDropped });
    }
    isOver = true;
    reporter.finish(stop.aborted ? 'stopped' : 'completed');
  } finally {
    reporter.stop();
    clearTimeout(cutOff);
    stop.removeEventListener('abort', onStop);
    connections.close();
  }
}

const addressOf = ({ plan: { target }, target: origin }: LoadTask): string =>
  target.kind === 'url' ? target.url : origin + target.path;
