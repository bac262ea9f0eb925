import type { Labels } from '../shared/index.ts';

/** One series of a matrix: its points in time order, column-wise. Series may share their array of times. */
export interface MatrixSeries {
  labels: Labels;
  timestampsMs: Float64Array;
  values: Float64Array;
}

export type Value =
  | { type: 'scalar'; timestampMs: number; value: number }
  | { type: 'string'; timestampMs: number; value: string }
  | { type: 'vector'; timestampMs: number; series: { labels: Labels; value: number; timestampMs: number }[] }
  | { type: 'matrix'; series: MatrixSeries[] };

export interface QueryResult {
  value: Value;
  /** Remarks in Prometheus's words, which do not change the result. */
  warnings: string[];
  infos: string[];
}
