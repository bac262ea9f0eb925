import { randomUUID } from 'node:crypto';
import type { ScenarioRun } from '../shared/index.ts';
import type { Casting, Scene } from './scene.ts';

/** A run that is about to take its first step. */
export const newRun = (scene: Scene, casting: Casting, startedAtMs: number): ScenarioRun => ({
  id: randomUUID(),
  scenario: scene.name,
  title: scene.title,
  mode: casting.mode,
  state: 'running',
  startedAtMs,
  endedAtMs: null,
  dashboardUid: scene.dashboard.uid,
  steps: scene.steps(casting).map(({ title, text, ends, withinMs, look }) => ({
    title,
    text,
    ends,
    withinMs,
    look,
    state: 'waiting',
    startedAtMs: null,
    endedAtMs: null,
    progress: null,
    seen: null,
  })),
  figures: [],
  message: null,
  summary: null,
  summaryFile: null,
  pictureFile: null,
});

export const cutShort = 'Telltale ended while it was going.';

/** A run that a crash cut short, as of the last thing known of it. */
export function asInterrupted(run: ScenarioRun): ScenarioRun {
  const endedAtMs = Math.max(run.startedAtMs, ...run.steps.map((step) => step.endedAtMs ?? step.startedAtMs ?? 0));
  const steps = run.steps.map((step) =>
    step.state === 'running' ? { ...step, state: 'stopped' as const, endedAtMs } : step,
  );
  return { ...run, steps, state: 'interrupted', endedAtMs, message: cutShort };
}
