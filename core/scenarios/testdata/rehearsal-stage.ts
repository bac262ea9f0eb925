import { CodedError, type Faults, type LoadRun, noFaults } from '../../shared/index.ts';
import type { AlertState, SceneRules, Stage } from '../stage.ts';

const totals: LoadRun['totals'] = {
  requests: 40,
  errors: 0,
  byStatus: { '200': 40 },
  requestsPerSecond: 20,
  latencyMs: { p50: 10, p90: 15, p95: 20, p99: 30, max: 40, mean: 12 },
  late: 0,
  dropped: 0,
  limitedSeconds: 0,
  latencyCurveMs: [],
};

/** A stage whose clock and measurements the test moves by hand; what a scene puts on it can be seen. */
export function rehearsalStage() {
  let run: LoadRun | null = null;
  const on: { rules: SceneRules[]; faults: Faults } = { rules: [], faults: noFaults };
  const log: string[] = [];
  const world = {
    alert: null as AlertState | null,
    value: null as number | null,
    events: 0,
    isReady: true,
    busyStarts: 0,
    failsToClear: false,
  };

  const endLoad = (state: LoadRun['state']) => {
    if (run) run = { ...run, state, progress: 1 };
  };
  const stage: Stage = {
    scrapeIntervalMs: 1_000,
    activeLoad: () => (run?.state === 'running' ? run.id : null),
    startLoad(plan) {
      if (world.busyStarts-- > 0) throw new CodedError('load_run_active', { id: 'before' });
      log.push(`load ${plan.name}`);
      run = {
        id: `run ${log.length}`,
        plan,
        state: 'running',
        startedAtMs: 0,
        endedAtMs: null,
        progress: 0.5,
        stage: 0,
        totals,
        message: null,
        verdict: null,
      };
      return run;
    },
    loadRun() {
      if (!run) throw new CodedError('not_found', { what: 'load run' });
      return run;
    },
    stopLoad() {
      log.push('stop load');
      endLoad('stopped');
    },
    query: async () => world.value,
    addRules(rules) {
      on.rules.push(rules);
      return async () => void on.rules.splice(on.rules.indexOf(rules), 1);
    },
    alertState: async () => world.alert,
    drift: async () => ({ isReady: world.isReady, says: 'ready', samples: 2 * world.events, events: world.events }),
    faults: {
      set: async (faults) => void (on.faults = faults),
      async clear() {
        if (world.failsToClear) throw new CodedError('service_unavailable', { reason: 'it is gone' });
        on.faults = noFaults;
      },
    },
    annotate: ({ text }) => void log.push(`note ${text}`),
    capture: async ({ uid }) => new TextEncoder().encode(`picture of ${uid}`),
  };
  return { stage, world, on, log, endLoad };
}
