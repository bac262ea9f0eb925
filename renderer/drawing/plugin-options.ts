import type { ChartType } from 'chart.js';
import type { Band, ThresholdMark } from './model.ts';
import type { ChartTheme } from './theme.ts';

export interface BandsOptions {
  bands: readonly Band[];
  theme: ChartTheme;
}

export interface ThresholdsOptions {
  marks: readonly ThresholdMark[];
}

declare module 'chart.js' {
  // Declarations merge only under the same parameter, used or not.
  interface PluginOptionsByType<TType extends ChartType> {
    bands?: BandsOptions;
    thresholds?: ThresholdsOptions;
  }
}
