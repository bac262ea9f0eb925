import { plannedMs, type LoadPlan } from '../shared/index.ts';

/** How far a run is, 0..1: by the planned time, or by the requests where those run out first. */
export const progressOf = (
  plan: Pick<LoadPlan, 'schedule'>,
  at: { elapsedMs: number; begun: number; mostRequests: number },
): number => Math.min(1, Math.max(0, at.elapsedMs / plannedMs(plan.schedule), at.begun / at.mostRequests));
