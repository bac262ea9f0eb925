export { createDriftPuller, type DriftPullerOptions } from './drift-puller.ts';
export type { LogCursor, LogPuller, LogSink } from './log-puller.ts';
export {
  createPredictionPuller,
  type PredictionCursor,
  type PredictionPuller,
  type PredictionPullerOptions,
  type PredictionSink,
} from './puller.ts';
