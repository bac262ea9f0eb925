import type {
  Faults,
  LoadPlan,
  LoadTotals,
  ScenarioLook,
  ScenarioMode,
  ScenarioName,
  ScenarioThreshold,
} from '../shared/index.ts';
import type { AlertState, SceneRules } from './stage.ts';

/** What was measured so far, by name; later steps may depend on it. */
export type Seen = ReadonlyMap<string, number>;

/** What is done as a step begins. */
export type Action =
  | { kind: 'start-load'; plan: LoadPlan }
  | { kind: 'stop-load' }
  | { kind: 'add-rules'; rules: (seen: Seen) => SceneRules }
  | { kind: 'set-faults'; faults: Faults }
  | { kind: 'clear-faults' };

/** What ends a step. */
export type Condition =
  /** The load run under way has done all of its plan. */
  | { kind: 'load-ends' }
  /** A query is above or below a value; `unit` is what the value counts. */
  | { kind: 'query'; expr: string; is: 'above' | 'below'; value: number | ((seen: Seen) => number); unit: Unit }
  | { kind: 'alert'; alert: string; state: AlertState }
  | { kind: 'drift-ready' }
  /** So many drift events since the step began. */
  | { kind: 'drift-events'; atLeast: number }
  | { kind: 'time'; ms: number };

export type Unit = 'per second' | 'share' | 'cores' | 'ms' | 'count' | 'bytes';

/** A number read when a step is over, and told in the summary. */
export type Measure =
  | { from: 'query'; name: string; expr: string; unit: Unit }
  /** Of the load run that ended last; `title` goes before each of its figures. */
  | { from: 'load'; title: string; remember?: { name: string; what: (totals: LoadTotals) => number } }
  /** `whenSettled`: nothing is sent any more, and the detector, which is a little behind, is waited for. */
  | { from: 'drift'; name: string; whenSettled?: boolean }
  /** What follows from what was measured before. */
  | { from: 'seen'; name: string; what: (seen: Seen) => number; unit: Unit };

export interface Step {
  title: string;
  text: string;
  ends: string;
  withinMs: number;
  /** It goes on for so long also when its condition is met before: something is to be seen. */
  atLeastMs?: number;
  look: ScenarioLook[];
  /** In their order; none where there is only something to see. */
  actions: Action[];
  until: Condition;
  measure?: Measure[];
}

/** What a scene is made for. */
export interface Casting {
  mode: ScenarioMode;
  scrapeIntervalMs: number;
  threshold: ScenarioThreshold;
}

/** A guided walk: data, made for a mode and a machine. */
export interface Scene {
  name: ScenarioName;
  title: string;
  text: string;
  dashboard: { uid: string; title: string };
  threshold?: { tutorial: number; unit: string; text: string };
  /** How long it takes where nothing goes wrong. */
  aboutMs(mode: ScenarioMode): number;
  steps(casting: Casting): Step[];
}
