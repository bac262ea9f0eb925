import type { Alerting } from './alerting.ts';
import type { Annotations } from './annotations.ts';
import type { RenderDashboard } from './capture.ts';
import type { RuleSource } from '../prometheus-api/index.ts';
import type { Engine, Value } from '../promql/index.ts';
import { createScenarioRuns, type AlertState, type ScenarioRunRecorder, type Stage } from '../scenarios/index.ts';
import { scenarioFiles } from './scenario-routes.ts';
import type { ServiceFaults } from './service-faults.ts';
import type { ConsoleEvent, DriftStatus, StartScenario } from '../shared/index.ts';
import type { LoadRuns } from '../supervisor/index.ts';

export interface ScenarioRunningOptions {
  loadRuns: Pick<LoadRuns, 'begin' | 'end' | 'get' | 'list'>;
  engine: Pick<Engine, 'instant'>;
  alerting: Pick<Alerting, 'source' | 'addTemporaryGroup'>;
  faults: Pick<ServiceFaults, 'set' | 'clear'>;
  annotations: Pick<Annotations, 'add'>;
  driftStatus(): Promise<DriftStatus>;
  renderDashboard: RenderDashboard;
  scrapeIntervalMs: number;
  recorder: ScenarioRunRecorder;
  capturesDir: string;
  publish(event: ConsoleEvent): void;
  log: { warn(message: string): void };
}

const queryTimeoutMs = 10_000;

/** Builds the stage for scenarios out of the parts of the monitor, and the calls of the page. */
export function createScenarioRunning(options: ScenarioRunningOptions) {
  const { loadRuns, engine, alerting, faults, annotations, renderDashboard, capturesDir } = options;

  const stage: Stage = {
    scrapeIntervalMs: options.scrapeIntervalMs,
    activeLoad: () => loadRuns.list(1).find(({ state }) => state === 'running' || state === 'stopping')?.id ?? null,
    startLoad: (plan) => loadRuns.begin(plan),
    loadRun: (id) => loadRuns.get(id),
    stopLoad: (id) => void loadRuns.end(id),
    async query(expr, signal) {
      const { value } = await engine.instant(expr, Date.now(), { signal, timeoutMs: queryTimeoutMs });
      return onlyValue(value);
    },
    addRules: (rules) => alerting.addTemporaryGroup(rules),
    alertState: (alert) => stateOf(alerting.source, alert),
    async drift() {
      const { state, counts, message } = await options.driftStatus();
      return { isReady: state === 'ready', says: message ?? state, samples: counts.samples, events: counts.events };
    },
    faults,
    annotate: (note) => void annotations.add(note, 'scenario'),
    capture: (wish, signal) => renderDashboard(wish, signal),
  };

  const runs = createScenarioRuns({
    stage,
    recorder: options.recorder,
    capturesDir,
    onRun: (run) => options.publish({ type: 'scenario-run', run }),
    log: options.log,
  });

  return {
    service: runs,
    files: scenarioFiles({ capturesDir, run: (id) => runs.get(id) }),
    handlers: {
      scenarios: () => ({ scenarios: runs.scenarios() }),
      scenarioRuns: ({ limit }: { limit: number }) => ({ runs: runs.list(limit) }),
      scenarioRun: ({ id }: { id: string }) => ({ run: runs.get(id) }),
      startScenario: (wanted: StartScenario) => ({ run: runs.begin(wanted) }),
      stopScenario: ({ id }: { id: string }) => ({ run: runs.end(id) }),
    },
  };
}

/** The value of a scalar, or of the one series there is; of several, the first. A value that is no number is none. */
function onlyValue(value: Value): number | null {
  const first = value.type === 'scalar' ? value.value : value.type === 'vector' ? value.series[0]?.value : undefined;
  return first === undefined || Number.isNaN(first) ? null : first;
}

/** How Prometheus's API, and Go, write "never". */
const never = '0001-01-01T00:00:00Z';

async function stateOf(source: RuleSource, alert: string): Promise<AlertState | null> {
  for (const { rules } of await source.groups()) {
    for (const rule of rules) {
      if (rule.type !== 'alerting' || rule.name !== alert) continue;
      return rule.lastEvaluation === never ? null : rule.state;
    }
  }
  return null;
}
