import type { Panel } from '../../core/shared/index.ts';
import {
  type Box,
  type ChartTheme,
  type LegendModel,
  paintTimeChart,
  type Picture,
  type Surface,
} from '../drawing/index.ts';
import { drawTimeSeries, type TimeSeriesView } from './draw-time-series.ts';
import { figuresOf, gridTimes } from './figures.ts';
import { paintBarGauge } from './paint-bar-gauge.ts';
import { paintGauge } from './paint-gauge.ts';
import { heatmapModel } from './heatmap-model.ts';
import { paintHeatmap } from './paint-heatmap.ts';
import { paintPie } from './paint-pie.ts';
import { paintStat } from './paint-stat.ts';
import { textPicture } from './paint-text-panel.ts';
import type { PanelData } from './panel-data.ts';
import type { PanelState } from './panel-loader.ts';
import { BarGaugeOptions, GaugeOptions, PieOptions, StatOptions } from './panel-options.ts';

/** A panel that has data, ready to be drawn into a picture. */
export interface PanelPicture {
  legend: LegendModel | null;
  paint(surface: Surface, box: Box): void;
}

/** Nothing behind the lines, nothing hidden: for kinds to which that means nothing. */
export const plainView: TimeSeriesView = { bands: [], only: null };

type Draw = (panel: Panel, data: PanelData, view: TimeSeriesView, theme: ChartTheme) => PanelPicture;

const timeSeries: Draw = (panel, data, view, theme) => {
  const { model, legend } = drawTimeSeries(panel, data, view, theme);
  return { legend, paint: (surface, box) => paintTimeChart(surface, box, model, theme) };
};

const stat: Draw = (panel, data, _view, theme) => {
  const options = StatOptions.parse(panel.options ?? {});
  const figures = figuresOf(panel, data, options.reduceOptions.calcs, theme);
  const times = gridTimes(data.grid);
  return { legend: null, paint: ({ brush }, box) => paintStat(brush, box, figures, times, options, theme) };
};

const barGauge: Draw = (panel, data, _view, theme) => {
  const options = BarGaugeOptions.parse(panel.options ?? {});
  const figures = figuresOf(panel, data, options.reduceOptions.calcs, theme);
  return { legend: null, paint: ({ brush }, box) => paintBarGauge(brush, box, figures, options, theme) };
};

const gauge: Draw = (panel, data, _view, theme) => {
  const options = GaugeOptions.parse(panel.options ?? {});
  const figures = figuresOf(panel, data, options.reduceOptions.calcs, theme);
  return { legend: null, paint: ({ brush }, box) => paintGauge(brush, box, figures, options, theme) };
};

const pie: Draw = (panel, data, _view, theme) => {
  const options = PieOptions.parse(panel.options ?? {});
  const figures = figuresOf(panel, data, options.reduceOptions.calcs, theme, 'palette-classic');
  return { legend: null, paint: ({ brush }, box) => paintPie(brush, box, figures, options, theme) };
};

const heatmap: Draw = (panel, data, _view, theme) => {
  const { fromMs, toMs, grid } = data;
  const unit = panel.fieldConfig?.defaults?.unit;
  const map = { ...heatmapModel(panel, data), fromMs, toMs, grid, unit };
  return { legend: null, paint: ({ brush }, box) => paintHeatmap(brush, box, map, theme) };
};

/** The kinds of panels that can be drawn, by Grafana's type; `graph` is what time series were called before version 8. */
const kinds: Record<string, Draw> = {
  timeseries: timeSeries,
  graph: timeSeries,
  stat,
  bargauge: barGauge,
  gauge,
  piechart: pie,
  heatmap,
};

/** How a panel looks with these data; null for a kind that is not drawn. */
export const panelPicture = (
  panel: Panel,
  data: PanelData,
  view: TimeSeriesView,
  theme: ChartTheme,
): PanelPicture | null => kinds[panel.type]?.(panel, data, view, theme) ?? null;

/** Whether there is nothing to draw. */
export const isEmpty = ({ series }: PanelData): boolean =>
  !series.some(({ values }) => values.some((value) => !Number.isNaN(value)));

export const notDrawnNote = ({ type }: Panel): string => `Panels of type “${type}” are not drawn yet.`;

/** The panel as a card of a picture: its drawing, or a sentence where there is nothing to draw. Needs no page. */
export function pictureOf(
  panel: Panel,
  { data, failures }: Pick<PanelState, 'data' | 'failures'>,
  view: TimeSeriesView,
  theme: ChartTheme,
): Picture {
  if (panel.type === 'text') return textPicture(panel, theme);
  const title = panel.title ?? '';
  const drawn = data === null || isEmpty(data) ? null : panelPicture(panel, data, view, theme);
  if (drawn) return { title, note: null, ...drawn };
  const reason = failures[0]?.message ?? (data === null ? 'Not loaded yet' : 'No data');
  return { title, note: panel.type in kinds ? reason : notDrawnNote(panel), legend: null, paint: () => {} };
}
