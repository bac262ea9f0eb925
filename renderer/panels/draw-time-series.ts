import type { Panel } from '../../core/shared/index.ts';
import type { Band, ChartTheme, LegendModel, TimeChartModel } from '../drawing/index.ts';
import { legendModel } from './legend-model.ts';
import type { PanelData } from './panel-data.ts';
import { TimeSeriesOptions } from './panel-options.ts';
import { styledSeries, toChartModel } from './to-chart-data.ts';

export interface TimeSeriesDrawing {
  model: TimeChartModel;
  legend: LegendModel | null;
}

export interface TimeSeriesView {
  bands: readonly Band[];
  /** Keys of the series chosen in the legend; null for all. */
  only: ReadonlySet<string> | null;
}

export const timeSeriesOptions = ({ options }: Panel): TimeSeriesOptions => TimeSeriesOptions.parse(options ?? {});

/** What a time series panel shows: pure, so that the page and a picture of it cannot differ. */
export function drawTimeSeries(
  panel: Panel,
  data: PanelData,
  { bands, only }: TimeSeriesView,
  theme: ChartTheme,
): TimeSeriesDrawing {
  const series = styledSeries(panel, data, theme);
  // A series that is gone must not leave the chart empty.
  const chosen = only && series.some(({ key }) => only.has(key)) ? only : null;
  return {
    model: toChartModel(panel, data, series, { bands, only: chosen }, theme),
    legend: legendModel(series, timeSeriesOptions(panel).legend, chosen),
  };
}
