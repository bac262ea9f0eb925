import { randomUUID } from 'node:crypto';
import {
  CodedError,
  isLoopbackHost,
  judge,
  type LoadPayload,
  type LoadPlan,
  LoadReport,
  type LoadRun,
  type LoadRunWithTicks,
  type LoadTask,
  type LoadTick,
  LoadTotals,
  type LoadVerdict,
  type Service,
} from '../shared/index.ts';
import { type Child, describeExit, startChild } from './child.ts';

/** Where runs are kept. */
export interface LoadRunRecorder {
  save(run: LoadRun): void;
  addTick(runId: string, tick: LoadTick): void;
  list(limit: number): LoadRun[];
  get(id: string): LoadRunWithTicks | null;
  /** Marks runs that a crash left running as interrupted; what they measured is kept. */
  markInterrupted(nowMs: number): void;
}

export interface LoadRunsOptions {
  entry: URL;
  recorder: LoadRunRecorder;
  /** Plans that can be started by name. */
  plans(): readonly LoadPlan[];
  /** Origin of the service and the key it wants; null while it has never been up. */
  target(): { url: string; apiKey: string | null } | null;
  /** Absolute paths of the pictures of a set or a folder, as listed. */
  pictures(payload: Extract<LoadPayload, { kind: 'images' | 'folder' }>): string[];
  onRun(run: LoadRun): void;
  onReport(report: LoadReport): void;
  now?: () => number;
}

export interface LoadRuns extends Service {
  /** The plan of that name: `not_found`. */
  plan(name: string): LoadPlan;
  /**
   * Starts a plan, by its name or whole, in a process of its own. One at a time: `load_run_active`.
   * A target that is not this machine must be named again: `host_not_confirmed`.
   */
  begin(plan: string | LoadPlan, confirmedHost?: string): LoadRun;
  /** Asks a run to stop; it is over when a report or event says so. */
  end(id: string): LoadRun;
  list(limit: number): LoadRun[];
  get(id: string): LoadRunWithTicks;
  /** The process of the run under way; null when there is none. */
  pid(): number | null;
}

const nothingYet = LoadTotals.parse({
  requests: 0,
  errors: 0,
  byStatus: {},
  requestsPerSecond: 0,
  latencyMs: { p50: 0, p90: 0, p95: 0, p99: 0, max: 0, mean: 0 },
});

/** A run that failed or broke off says nothing of the target; one that was stopped is judged by what it measured. */
const verdictOf = ({ state, plan, totals }: LoadRun): LoadVerdict | null =>
  state === 'completed' || state === 'stopped' ? judge(plan.thresholds, totals) : null;

const isOver = (run: LoadRun) => run.state !== 'running' && run.state !== 'stopping';

/** Runs load plans one at a time, each in its own process, and keeps what they measured. */
export function createLoadRuns(options: LoadRunsOptions): LoadRuns {
  const { entry, recorder, plans, target, pictures, onRun, onReport, now = Date.now } = options;
  let current: { run: LoadRun; child: Child } | null = null;

  function planCalled(name: string): LoadPlan {
    const plan = plans().find((candidate) => candidate.name === name);
    if (plan) return plan;
    const names = plans().map((known) => known.name);
    throw new CodedError('not_found', { what: `load plan called "${name}"; there are ${names.join(', ')}` });
  }

  const change = (run: LoadRun): LoadRun => {
    recorder.save(run);
    onRun(run);
    return run;
  };

  function heard(report: LoadReport) {
    if (current?.run.id !== report.runId) return;
    const { state, stage, progress, totals, message, tick } = report;
    const run: LoadRun = { ...current.run, state, stage, progress, totals, message };
    if (isOver(run)) {
      run.endedAtMs = now();
      run.verdict = verdictOf(run);
    }
    // A stop that was asked for is not undone by a report that was already on its way.
    else if (current.run.state === 'stopping') run.state = 'stopping';
    if (tick) recorder.addTick(run.id, tick);
    recorder.save(run);
    current = { ...current, run };
    onReport({ ...report, state: run.state });
    if (isOver(run)) onRun(run);
  }

  /** Where a plan goes. The service's key is for the service alone. */
  function addressOf(plan: LoadPlan, confirmedHost: string | undefined): { url: string; apiKey: string | null } {
    if (plan.target.kind === 'url') {
      const { origin, hostname, host } = new URL(plan.target.url);
      if (!isLoopbackHost(hostname) && confirmedHost !== host) throw new CodedError('host_not_confirmed', { host });
      return { url: origin, apiKey: null };
    }
    const service = target();
    if (!service) throw new CodedError('service_unavailable', { reason: 'it has not been up yet' });
    return service;
  }

  function start(plan: LoadPlan, task: LoadTask): LoadRun {
    const child = startChild({
      entry,
      onMessage(message) {
        if (message.type === 'ready') child.send({ type: 'start', task });
        if (message.type === 'failed' && current) heard(failure(current.run, message.message));
        const report = message.type === 'report' ? LoadReport.safeParse(message.report) : null;
        if (report?.success) heard(report.data);
      },
      onExit(exit) {
        if (current && !isOver(current.run)) {
          // One that is stopped before it was told its task leaves without a report.
          const stoppedEarly = current.run.state === 'stopping' && exit.code === 0;
          heard(
            stoppedEarly
              ? { ...failure(current.run, null), state: 'stopped' }
              : { ...failure(current.run, `The load process ended (${describeExit(exit)}).`), state: 'interrupted' },
          );
        }
        current = null;
      },
    });
    const run: LoadRun = {
      id: task.runId,
      plan,
      state: 'running',
      startedAtMs: now(),
      endedAtMs: null,
      progress: 0,
      stage: 0,
      totals: nothingYet,
      message: null,
      verdict: null,
    };
    current = { run, child };
    return change(run);
  }

  const failure = (run: LoadRun, message: string | null): LoadReport => ({
    runId: run.id,
    state: 'failed',
    stage: run.stage,
    progress: run.progress,
    totals: run.totals,
    tick: null,
    message,
  });

  return {
    name: 'load runs',
    plan: planCalled,
    async start() {
      recorder.markInterrupted(now());
    },
    async stop() {
      if (!current) return;
      current.run = change({ ...current.run, state: 'stopping' });
      await current.child.stop(2000);
    },
    begin(wanted, confirmedHost) {
      if (current) throw new CodedError('load_run_active', { id: current.run.id });
      const plan = typeof wanted === 'string' ? planCalled(wanted) : wanted;
      const to = addressOf(plan, confirmedHost);
      const imageFiles = plan.mix.map(({ payload }) =>
        payload.kind === 'images' || payload.kind === 'folder' ? pictures(payload) : [],
      );
      return start(plan, { runId: randomUUID(), plan, target: to.url, apiKey: to.apiKey, imageFiles });
    },
    end(id) {
      if (current?.run.id !== id) {
        const past = recorder.get(id);
        if (!past) throw new CodedError('not_found', { what: `load run ${id}` });
        const { ticks: _, ...run } = past;
        return run;
      }
      if (isOver(current.run)) return current.run;
      current.run = change({ ...current.run, state: 'stopping' });
      void current.child.stop(2000);
      return current.run;
    },
    pid: () => current?.child.pid ?? null,
    list: (limit) => recorder.list(limit),
    get(id) {
      const run = recorder.get(id);
      if (!run) throw new CodedError('not_found', { what: `load run ${id}` });
      return run;
    },
  };
}
