import './charts.css';

export type { Box, Brush } from './box.ts';
export type { Span } from './drag-selection.ts';
export { type Grid, indexAt, timeAt } from './grid.ts';
export { createHoverStore, HoverContext, type HoverStore } from './hover.ts';
export { Legend, type LegendItem, type LegendModel } from './legend.tsx';
export type { AxisSpec, Band, ChartSeries, ThresholdMark, TimeChartModel } from './model.ts';
export { namedColor, paletteColor, withOpacity } from './named-color.ts';
export { type Paint, Painted } from './painted.tsx';
export { paintSparkline } from './paint-sparkline.ts';
export { paintText, textWidth } from './paint-text.ts';
export { Sparkline } from './sparkline.tsx';
export { type ChartTheme, chartTheme, type ThemeName } from './theme.ts';
export { TimeChart } from './time-chart.tsx';
export type { TooltipOptions } from './tooltip-rows.ts';
