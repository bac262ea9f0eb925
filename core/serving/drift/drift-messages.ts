import type { DriftOptions, DriftReading } from '../../shared/index.ts';
import type { ReferencePaths } from './reference-rows.ts';

/** What the drift worker is given when it is made. */
export interface DriftSetup {
  /** Name and version: a detector saved for another model is of no use. */
  model: { name: string; version: string };
  labels: readonly string[];
  reference: ReferencePaths;
  /** Folder in which the detector is kept. */
  dir: string;
  /** Chosen since the service started, should the worker be a replacement; null: what was kept, or the defaults. */
  wanted: DriftOptions | null;
}

export type ToDriftWorker =
  /** A prediction; the buffer of its pooled features is transferred. */
  | {
      kind: 'sample';
      id: string;
      timeMs: number;
      pictured: boolean;
      features: Float32Array;
      probabilities: Float64Array;
    }
  /** Make another detector; the present one goes on until that is ready. */
  | { kind: 'options'; options: DriftOptions };

/** What becomes of a sample: a reading, or null when there is none to be had. */
export interface Judged {
  reading: DriftReading | null;
  /** Without a reading: samples still to come before the window is full; 0 when no detector took the sample. */
  filling: number;
  /** The first flagged one after one that was not. */
  startsEpisode: boolean;
}

export type FromDriftWorker =
  | ({ kind: 'judged' } & Judged)
  | { kind: 'configuring'; options: DriftOptions; progress: number }
  | { kind: 'ready'; options: DriftOptions; origin: 'configured' | 'loaded'; tookMs: number; filling: number }
  | { kind: 'off'; options: DriftOptions }
  | { kind: 'failed'; options: DriftOptions; reason: string }
  /** Something a person should know, for the log. */
  | { kind: 'notice'; text: string };
