export {
  createPredictionPuller,
  type PredictionCursor,
  type PredictionPuller,
  type PredictionPullerOptions,
  type PredictionSink,
} from './puller.ts';
