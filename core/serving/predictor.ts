import type { ModelManifest } from '../models/index.ts';
import type { Prediction, PredictReply } from '../shared/index.ts';
import type { FaultInjector } from './faults.ts';
import type { PredictionLog } from './prediction-log.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import { argmax } from './softmax.ts';
import type { Thumbnails } from './thumbnails.ts';
import type { Picture } from './worker-messages.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What the model gave for one picture. */
export interface Outputs {
  /** Pooled; they belong to whoever is handed them. */
  features: Float32Array<ArrayBuffer>;
  /** In label order; still read by others, not to be transferred. */
  probabilities: Float64Array;
}

/** Handed the outputs of every prediction: the drift detector's way in. Must not block. */
export type OnOutputs = (id: string, timeMs: number, outputs: Outputs) => void;

interface Parts {
  model: ModelManifest;
  pool: WorkerPool;
  log: PredictionLog;
  thumbnails: Thumbnails;
  metrics: ServiceMetrics;
  onOutputs: OnOutputs | null;
  faults: FaultInjector;
}

/** From a picture to the reply, with everything that is noted down on the way. */
export function createPredictor({ model, pool, log, thumbnails, metrics, onOutputs, faults }: Parts) {
  const predict = (picture: Picture, startMs: number, top: number) => {
    const pending = pool.submit(picture, thumbnails.isDue());
    const reply = pending.result.then(({ probabilities: said, features, thumbnail, stagesMs }): PredictReply => {
      const probabilities = faults.distort(said);
      const classIndex = argmax(probabilities);
      const label = model.labels[classIndex]!;
      const confidence = probabilities[classIndex]!;
      const timeMs = Date.now();
      const id = log.nextId(timeMs);
      const record: Prediction = {
        id,
        timeMs,
        model: model.name,
        modelVersion: model.version,
        classIndex,
        label,
        confidence,
        latencyMs: performance.now() - startMs,
      };
      log.add(record);
      metrics.countPrediction(label, confidence, stagesMs);
      if (thumbnail !== null) thumbnails.keep(id, thumbnail);
      onOutputs?.(id, timeMs, { features, probabilities });
      return {
        prediction: label,
        probability: confidence,
        prediction_id: id,
        model: model.name,
        model_version: model.version,
        ...(top > 0 ? { probabilities: likeliest(model.labels, probabilities, top) } : {}),
      };
    });
    return { reply, cancel: pending.cancel };
  };
  return { predict };
}

const likeliest = (labels: readonly string[], probabilities: Float64Array, top: number) =>
  labels
    .map((label, i) => ({ label, probability: probabilities[i]! }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, top);

export type Predictor = ReturnType<typeof createPredictor>;
