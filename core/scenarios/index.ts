export { createScenarioRuns, type ScenarioRunRecorder, type ScenarioRuns } from './scenario-runs.ts';
export type { SceneRules, AlertState, PictureWish, Stage } from './stage.ts';
