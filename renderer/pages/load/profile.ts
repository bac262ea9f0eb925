import { type LoadStage, plannedMs } from '../../../core/shared/index.ts';

export interface Step {
  /** Left edge and width as shares of the whole plan, height as a share of its peak; all 0..1. */
  start: number;
  width: number;
  height: number;
  concurrency: number;
}

/** A plan's stages as the steps of a drawing. */
export function stepsOf(stages: readonly LoadStage[]): Step[] {
  const totalMs = plannedMs({ stages });
  const peak = Math.max(...stages.map(({ concurrency }) => concurrency));
  let startMs = 0;
  return stages.map(({ concurrency, durationMs }) => {
    const step = { start: startMs / totalMs, width: durationMs / totalMs, height: concurrency / peak, concurrency };
    startMs += durationMs;
    return step;
  });
}

/** Stages in words, for those who cannot see the drawing: `1, 2, 3 and 5 requests at a time, 5 s each`. */
export function profileText(stages: readonly LoadStage[]): string {
  return stages.map(({ concurrency, durationMs }) => `${concurrency} for ${durationMs / 1000} s`).join(', ');
}
