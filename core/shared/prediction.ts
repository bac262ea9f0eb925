import { z } from 'zod';

/** One answered prediction, as logged. Times are Unix milliseconds; latency is milliseconds inside the service. */
export const Prediction = z.object({
  id: z.string(),
  timeMs: z.number(),
  model: z.string(),
  modelVersion: z.string(),
  classIndex: z.number().int(),
  label: z.string(),
  confidence: z.number(),
  latencyMs: z.number(),
});
export type Prediction = z.infer<typeof Prediction>;

/**
 * A page of the service's prediction log (GET /internal/predictions?after=<cursor>&limit=<n>), oldest first.
 * `next` is the cursor to ask from next time; `lost` counts records that left the bounded log before they were read.
 * Cursors belong to one life of the service: `epoch` changes when it restarts.
 */
export const PredictionLogPage = z.object({
  epoch: z.string(),
  records: z.array(Prediction),
  next: z.number().int(),
  lost: z.number().int(),
});
export type PredictionLogPage = z.infer<typeof PredictionLogPage>;

/** Reply of POST /predict; `probabilities` only with ?top=K, most probable first. */
export const PredictReply = z.object({
  prediction: z.string(),
  probability: z.number(),
  prediction_id: z.string(),
  model: z.string(),
  model_version: z.string(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })).optional(),
});
export type PredictReply = z.infer<typeof PredictReply>;

/** What the console shows of the model being served. */
export const ModelSummary = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  input: z.object({ width: z.number(), height: z.number() }),
});
export type ModelSummary = z.infer<typeof ModelSummary>;

/** A picture shipped with Telltale, for Try it and for load. `path` is relative to the images folder. */
export const SampleImage = z.object({
  path: z.string(),
  set: z.enum(['evaluation', 'lookalikes', 'restyled', 'test']),
  label: z.string().nullable(),
});
export type SampleImage = z.infer<typeof SampleImage>;
