import type { LoadPlan, LoadStage } from '../shared/index.ts';

/** A stage of a plan with its place on the clock of the run, in milliseconds since its start. */
export interface PlacedStage {
  index: number;
  stage: LoadStage;
  startMs: number;
  endMs: number;
}

/** How long a plan is meant to run, in milliseconds; requests still in flight then may take a little longer. */
export const plannedMs = (plan: Pick<LoadPlan, 'stages'>): number =>
  plan.stages.reduce((total, stage) => total + stage.durationMs, 0);

/** The stage that is on `elapsedMs` after the start (a stage owns its first instant, not its last); null after the end. */
export function stageAt(plan: Pick<LoadPlan, 'stages'>, elapsedMs: number): PlacedStage | null {
  let startMs = 0;
  for (const [index, stage] of plan.stages.entries()) {
    const endMs = startMs + stage.durationMs;
    if (elapsedMs < endMs) return { index, stage, startMs, endMs };
    startMs = endMs;
  }
  return null;
}

/** How many slots a closed-model plan needs at its busiest. */
export const peakConcurrency = (plan: Pick<LoadPlan, 'stages'>): number =>
  Math.max(...plan.stages.map((stage) => stage.concurrency));

/** The share of the planned time that has passed, 0..1. */
export const progressAt = (plan: Pick<LoadPlan, 'stages'>, elapsedMs: number): number =>
  Math.min(1, Math.max(0, elapsedMs / plannedMs(plan)));
