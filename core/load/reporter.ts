import { plannedMs, stageAt } from '../shared/index.ts';
import type { LoadReport, LoadStage, LoadTask, LoadTotals } from '../shared/index.ts';
import { createGeneratorWatch } from './generator-watch.ts';
import type { Recorder } from './recorder.ts';

const EVERY_MS = 1000;

export interface ReporterOptions {
  task: LoadTask;
  recorder: Recorder;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  /** How far the run is, 0..1. */
  progress(): number;
  /** Requests on their way. */
  inFlight(): number;
  /** What the person should know about this run so far. */
  message(totals: LoadTotals): string | null;
  report(report: LoadReport): void;
}

export interface Reporter {
  /** What reports say from now on. */
  setState(state: LoadReport['state']): void;
  /** Ends the reports of each second and sends the last one. */
  finish(state: LoadReport['state']): void;
  stop(): void;
}

/** Sends a report each second; its tick holds what came in since the last, so that the ticks of a run add up to its totals. */
export function startReporter({
  task,
  recorder,
  elapsedMs,
  progress,
  inFlight,
  message,
  report,
}: ReporterOptions): Reporter {
  const { runId } = task;
  const { schedule } = task.plan;
  const lastStage = schedule.stages.length - 1;
  const stageIndexAt = (ms: number) => stageAt<LoadStage>(schedule, ms)?.index ?? lastStage;
  let state: LoadReport['state'] = 'running';
  let tickStartMs = elapsedMs();
  const watch = createGeneratorWatch(schedule.kind);
  let limitedSeconds = 0;

  const sendReport = () => {
    const nowMs = elapsedMs();
    const stage = stageIndexAt(tickStartMs); // a tick taken as a stage ends tells of that stage, not of the next
    const interval = recorder.takeInterval(nowMs - tickStartMs);
    const limited = watch.takeInterval(interval);
    if (limited) limitedSeconds++;
    const concurrency = schedule.kind === 'closed' ? schedule.stages[stage]!.concurrency : inFlight();
    const tick = { atMs: Date.now(), stage, concurrency, ...interval, limited };
    tickStartMs = nowMs;
    const totals = { ...recorder.totals(nowMs), limitedSeconds };
    report({
      runId,
      state,
      stage: stageIndexAt(nowMs),
      progress: progress(),
      totals,
      tick,
      message: message(totals),
    });
  };

  // As the plan ends the final report is due at once, and a tick of a few milliseconds would tell a rate from noise.
  const atPlanEnd = () => Math.abs(plannedMs(schedule) - elapsedMs()) < EVERY_MS / 4;
  const timer = setInterval(() => atPlanEnd() || sendReport(), EVERY_MS);

  return {
    setState(next) {
      state = next;
    },
    finish(last) {
      clearInterval(timer);
      state = last;
      sendReport();
    },
    stop: () => clearInterval(timer),
  };
}
