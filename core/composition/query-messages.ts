import type { PromqlErrorType, Position, QueryOptions, Span, Value } from '../promql/index.ts';
import type { Labels } from '../shared/index.ts';

/** What the query worker is given when it is made. */
export interface QueryWorkerSetup {
  /** The store's file. */
  file: string;
}

export type Query = { text: string; options: Omit<QueryOptions, 'signal'> } & (
  | { kind: 'instant'; atMs: number }
  | { kind: 'range'; startMs: number; endMs: number; stepMs: number }
);

export type ToQueryWorker =
  | { kind: 'query'; id: number; query: Query }
  | { kind: 'cancel'; id: number }
  /** The last part was taken in: send the next. */
  | { kind: 'more'; id: number };

export type FromQueryWorker =
  | { kind: 'ready' }
  /** Some of the series of a result, in order; the worker waits for `more`. */
  | { kind: 'part'; id: number; part: PackedSeries }
  /** `value` lacks its series: they went before it, in parts. */
  | { kind: 'done'; id: number; value: Value; warnings: string[]; infos: string[] }
  | { kind: 'failed'; id: number; error: QueryErrorParts };

/** A PromqlError taken apart to cross a thread boundary. */
export interface QueryErrorParts {
  errorType: PromqlErrorType;
  message: string;
  place: { position: Position; span: Span } | null;
  /** Where a fault of the program itself was, for the log. */
  stack: string | null;
}

/**
 * Series of a matrix or vector, column-wise: their arrays end to end in a few large ones, which are transferred and not
 * copied. Sending ten thousand small arrays would take longer than most queries.
 *
 * labels: shape [n]. values: of a matrix, shape [sum of lengths]; of a vector, shape [n].
 * times: Unix ms. Series i has lengths[i] points; its times begin at timesFrom[i], where another's may begin as well.
 */
export type PackedSeries =
  | {
      type: 'matrix';
      labels: Labels[];
      lengths: Uint32Array<ArrayBuffer>;
      timesFrom: Uint32Array<ArrayBuffer>;
      times: Float64Array<ArrayBuffer>;
      values: Float64Array<ArrayBuffer>;
    }
  | { type: 'vector'; timestampMs: number; labels: Labels[]; values: Float64Array<ArrayBuffer> };
