import type { ScenarioRun, ScenarioStepRun } from '../../../core/shared/index.ts';
import type { IconName, Tone } from '../../controls/index.ts';
import { spanText } from '../../session/index.ts';

/** How the state of a run is told. */
export const runWords: Record<ScenarioRun['state'], { tone: Tone; text: string }> = {
  running: { tone: 'ok', text: 'Running' },
  stopping: { tone: 'warn', text: 'Stopping' },
  passed: { tone: 'ok', text: 'Passed' },
  failed: { tone: 'bad', text: 'Failed' },
  stopped: { tone: 'idle', text: 'Stopped' },
  interrupted: { tone: 'warn', text: 'Interrupted' },
};

export const stepWords: Record<ScenarioStepRun['state'], { text: string; icon: IconName | null }> = {
  waiting: { text: 'to come', icon: null },
  running: { text: 'under way', icon: null },
  met: { text: 'done', icon: 'check' },
  failed: { text: 'failed', icon: 'close' },
  stopped: { text: 'stopped', icon: 'stop' },
};

/** Icons of the scenes, by name. */
export const sceneIcons: Record<ScenarioRun['scenario'], IconName> = {
  'service-load': 'load',
  'error-alert': 'warning',
  predictions: 'picture',
  infrastructure: 'store',
  drift: 'drift',
};

/** `step 3 of 6` while it goes, how long it took afterwards. */
export function runNote(run: ScenarioRun, nowMs: number): string {
  const { steps, startedAtMs, endedAtMs } = run;
  if (endedAtMs !== null) return `took ${spanText(endedAtMs - startedAtMs)}`;
  const at = steps.findIndex(({ state }) => state === 'running');
  const step = at < 0 ? 'its picture is being made' : `step ${at + 1} of ${steps.length}`;
  return `${step}, ${spanText(nowMs - startedAtMs)} so far`;
}

/** The share of the steps that is done, 0..1, with what is known of the one under way. */
export function runProgress({ steps }: Pick<ScenarioRun, 'steps'>): number {
  const done = steps.reduce((sum, { state, progress }) => {
    if (state === 'met') return sum + 1;
    return state === 'running' ? sum + (progress ?? 0) : sum;
  }, 0);
  return steps.length === 0 ? 0 : done / steps.length;
}

/** How long a step took, or has taken; null before it begins. */
export const stepSpanMs = ({ startedAtMs, endedAtMs }: ScenarioStepRun, nowMs: number): number | null =>
  startedAtMs === null ? null : (endedAtMs ?? nowMs) - startedAtMs;

/** The dashboard of a run, at its time, with a margin on both sides. */
export const dashboardThen = ({ dashboardUid, startedAtMs, endedAtMs }: ScenarioRun, nowMs: number): string =>
  `/dashboards/${encodeURIComponent(dashboardUid)}?from=${startedAtMs - 30_000}&to=${(endedAtMs ?? nowMs) + 10_000}`;
