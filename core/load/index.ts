export { peakConcurrency, plannedMs, progressAt, stageAt } from './plan.ts';
export type { PlacedStage } from './plan.ts';
