export type { MatcherSets } from './catalog.ts';
export type { LoadRunRepository } from './load-runs.ts';
export { openStore, type Store, type StoreOptions } from './open-store.ts';
export type { PredictionCursor, PredictionRepository } from './predictions.ts';
export type { SampleBatch } from './sample-batch.ts';
export type { AppendResult } from './sample-writer.ts';
export type { SettingRepository } from './settings.ts';
