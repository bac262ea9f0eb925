/** 1: drift, 0: no drift. */
export type Flag = 0 | 1;

/** One statistic over whole rows. `threshold` is the p-value below which drift is declared. */
export interface TwoSampleResult {
  is_drift: Flag;
  distance: number;
  p_val: number;
  threshold: number;
  distance_threshold: number;
}

/** One test for each feature. `is_drift` is a list, and `threshold` the plain p-value, with drift_type `feature`. */
export interface FeatureWiseResult {
  is_drift: Flag | Flag[];
  distance: number[];
  p_val: number[];
  threshold: number | number[];
}

/** After one row of a stream. */
export interface OnlineResult {
  is_drift: Flag;
  distance: null;
  p_val: null;
  /** A list, one per feature or one for all, where the test looks at every feature by itself. */
  threshold: number | (number | null)[];
  /** Rows seen since the start or the last reset: 1 for the first. */
  time: number;
  /** Expected run time: rows until the first false alarm, on average over references. */
  ert: number;
  /** By window, then feature, where the test looks at every feature by itself; null until the window is full. */
  test_stat: number | (number | null)[][];
}
