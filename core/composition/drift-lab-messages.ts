import type { DriftStreamRequest, DriftTestRequest } from '../shared/index.ts';

export type DriftLabTask =
  | { kind: 'test'; request: DriftTestRequest }
  | { kind: 'stream'; request: DriftStreamRequest };

export type DriftLabAnswer =
  | { kind: 'progress'; share: number }
  | { kind: 'result'; result: unknown }
  /** What was given cannot be used; the sentence says why. */
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string };
