import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Inference } from './worker-messages.ts';

/**
 * What the model says and how long each stage of saying it takes, under the tutorial's names where it has one, in a
 * registry of its own with Node's process metrics. Durations are seconds.
 */
export function createServiceMetrics(labels: readonly string[], queueLength: () => number) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const confidence = new Histogram({
    name: 'prediction_confidence',
    help: 'Model prediction confidence',
    // Spelt out: steps of 0.1 added up would print le="0.30000000000000004".
    buckets: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    registers,
  });
  const predictedClass = new Counter({
    name: 'predicted_class_total',
    help: 'Count of predictions per class',
    labelNames: ['class_name'],
    registers,
  });
  // Born at 0, or rate() and increase() would never see the first prediction of a class.
  for (const label of labels) predictedClass.inc({ class_name: label }, 0);

  const stage = new Histogram({
    name: 'inference_stage_duration_seconds',
    help: 'Time of each stage of a prediction inside a worker.',
    labelNames: ['stage'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  });
  const queue: Gauge = new Gauge({
    name: 'inference_queue_length',
    help: 'Requests waiting for a free worker.',
    registers,
    collect: () => queue.set(queueLength()),
  });
  const crashes = new Counter({
    name: 'inference_worker_crashes_total',
    help: 'Inference workers that died, at work or while being replaced.',
    registers,
  });

  return {
    registry,
    countPrediction(label: string, probability: number, stagesMs: Inference['stagesMs']): void {
      confidence.observe(probability);
      predictedClass.inc({ class_name: label });
      stage.observe({ stage: 'decode' }, stagesMs.decode / 1000);
      stage.observe({ stage: 'resize' }, stagesMs.resize / 1000);
      stage.observe({ stage: 'infer' }, stagesMs.infer / 1000);
    },
    countCrash: () => crashes.inc(),
  };
}

export type ServiceMetrics = ReturnType<typeof createServiceMetrics>;
