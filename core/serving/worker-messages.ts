import type { ModelPackage } from '../models/index.ts';
import type { ErrorCode } from '../shared/index.ts';

/** What a worker thread is given when it is made. */
export interface WorkerSetup {
  model: ModelPackage;
  maxImagePixels: number;
}

/** A picture as it came over the wire: its own bytes, or base64 text still to be decoded. */
export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  encoding: 'raw' | 'base64';
}

export interface WorkerJob extends Picture {
  id: number;
  /** Whether a small copy of the picture is wanted too; asked for now and then only, so that it costs nothing. */
  thumbnail: boolean;
}

/** One forward pass. Buffers are transferred: they belong to whoever holds this. */
export interface Inference {
  /** Softmax over the classes, in label order. */
  probabilities: Float64Array<ArrayBuffer>;
  /** The model's pooled features, for the drift detector. */
  features: Float32Array<ArrayBuffer>;
  /** RGB, THUMBNAIL_SIDE x THUMBNAIL_SIDE. */
  thumbnail: Uint8Array<ArrayBuffer> | null;
  stagesMs: { decode: number; resize: number; infer: number };
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'unusable'; error: ErrorParts }
  | { kind: 'done'; id: number; inference: Inference }
  | { kind: 'refused'; id: number; error: ErrorParts };

/** A CodedError taken apart to cross a thread boundary; `new CodedError(code, detail)` puts it together again. */
export interface ErrorParts {
  code: ErrorCode;
  detail: unknown;
}

export const THUMBNAIL_SIDE = 72;
