import type { Band } from '../../core/shared/index.ts';
import type { Grid } from './grid.ts';

/** One line (or row of bars) of a chart. */
export interface ChartSeries {
  /** Stays the same across refreshes. */
  key: string;
  name: string;
  color: string;
  /** What is drawn, NaN where nothing is: shape [grid.length]. Stacked series hold the sum up to theirs. */
  drawn: Float64Array;
  /** What was measured, for tooltips and legends: shape [grid.length]. */
  values: Float64Array;
  style: 'line' | 'bars' | 'points';
  lineWidth: number;
  /** 0 to 1. */
  fillOpacity: number;
  /** Where the fill ends: the axis, or the series before (stacking). */
  fillTo: 'origin' | 'previous';
  interpolation: 'linear' | 'smooth' | 'stepBefore' | 'stepAfter';
  points: 'auto' | 'always' | 'never';
  pointSize: number;
  /** Joins over missing values. */
  spanGaps: boolean;
  dash: readonly number[];
  unit: string | undefined;
  decimals: number | null;
}

export type { Band };

export interface ThresholdMark {
  value: number;
  color: string;
  dash: boolean;
  /** Tint everything from this value up to the next one. */
  area: boolean;
  line: boolean;
}

export interface AxisSpec {
  unit: string | undefined;
  decimals: number | null;
  min: number | null;
  max: number | null;
  label: string;
}

/** All a time chart needs to be drawn, whoever draws it: the page, or a capture. */
export interface TimeChartModel {
  grid: Grid;
  fromMs: number;
  toMs: number;
  series: readonly ChartSeries[];
  axis: AxisSpec;
  bands: readonly Band[];
  thresholds: readonly ThresholdMark[];
}
