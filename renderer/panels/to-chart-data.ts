import type { Panel } from '../../core/shared/index.ts';
import {
  type Band,
  type ChartSeries,
  type ChartTheme,
  namedColor,
  type ThresholdMark,
  type TimeChartModel,
} from '../drawing/index.ts';
import { type Field, fieldOf, thresholdSteps } from './field-config.ts';
import type { PanelData, PanelSeries } from './panel-data.ts';
import { LineOptions } from './panel-options.ts';
import { reduceSeries } from './reduce.ts';
import { seriesColor } from './series-color.ts';
import { stacked } from './stacking.ts';

export interface StyledSeries extends PanelSeries {
  field: Field;
  options: LineOptions;
  color: string;
}

/** Each series with what the panel says about it: unit, colour, how its line looks. */
export function styledSeries(panel: Panel, data: PanelData, theme: ChartTheme): StyledSeries[] {
  return data.series
    .map((series) => {
      const field = fieldOf(series, panel.fieldConfig);
      const value = reduceSeries(series.values, 'lastNotNull');
      const steps = thresholdSteps(field, field.min ?? 0, field.max ?? 100);
      const color = seriesColor(field, { slot: series.slot, value, steps }, 'palette-classic', theme);
      const name = field.displayName ?? series.name;
      return { ...series, name, field, options: LineOptions.parse(field.custom), color };
    })
    .filter(({ options }) => !options.hideFrom.viz);
}

interface View {
  bands: readonly Band[];
  /** Keys of the series to draw; null for all. */
  only: ReadonlySet<string> | null;
}

/** What the chart draws: the chosen series, stacked where the panel says so, with thresholds and bands. */
export function toChartModel(
  panel: Panel,
  data: PanelData,
  all: readonly StyledSeries[],
  view: View,
  theme: ChartTheme,
) {
  const shown = all.filter(({ key }) => !view.only || view.only.has(key));
  const heights = stacked(shown.map(({ values, options }) => ({ values, ...options.stacking })));
  const isPercent = shown.some(({ options }) => options.stacking.mode === 'percent');
  const defaults = fieldOf({ name: '', refId: '' }, panel.fieldConfig);
  const first = shown[0]?.field ?? defaults;
  const model: TimeChartModel = {
    grid: data.grid,
    fromMs: data.fromMs,
    toMs: data.toMs,
    series: shown.map((series, i) => toChartSeries(series, heights[i]!)),
    axis: {
      unit: isPercent ? 'percentunit' : first.unit,
      decimals: first.decimals ?? null,
      min: first.min ?? null,
      max: isPercent ? 1 : (first.max ?? null),
      label: (shown[0]?.options ?? LineOptions.parse(defaults.custom)).axisLabel,
    },
    bands: view.bands,
    thresholds: thresholdMarks(defaults, theme),
  };
  return model;
}

function toChartSeries({ key, name, color, values, field, options }: StyledSeries, drawn: Float64Array): ChartSeries {
  const isStacked = options.stacking.mode !== 'none';
  return {
    key,
    name,
    color,
    drawn,
    values,
    style: options.drawStyle,
    lineWidth: options.lineWidth,
    fillOpacity: options.fillOpacity / 100,
    fillTo: isStacked ? 'previous' : 'origin',
    interpolation: options.lineInterpolation,
    points: options.showPoints,
    pointSize: options.pointSize,
    spanGaps: options.spanNulls === true,
    dash: dashOf(options),
    unit: field.unit,
    decimals: field.decimals ?? null,
  };
}

const dashOf = ({ lineStyle, lineWidth }: LineOptions): number[] => {
  if (lineStyle.fill === 'solid') return [];
  if (lineStyle.dash && lineStyle.dash.length > 0) return lineStyle.dash;
  return lineStyle.fill === 'dash' ? [10, 10] : [lineWidth, 3 * lineWidth];
};

function thresholdMarks(field: Field, theme: ChartTheme): ThresholdMark[] {
  const { mode } = LineOptions.parse(field.custom).thresholdsStyle;
  if (mode === 'off') return [];
  return thresholdSteps(field, field.min ?? 0, field.max ?? 100).map(({ value, color }) => ({
    value,
    color: namedColor(color, theme),
    dash: mode.startsWith('dashed'),
    area: mode.endsWith('area'),
    line: mode !== 'area',
  }));
}
