import type { ChartConfiguration, ChartDataset, Point, Scale } from 'chart.js';
import { timeTicks, valueAxis } from '../format/index.ts';
import { timeAt } from './grid.ts';
import type { ChartSeries, TimeChartModel } from './model.ts';
import { withOpacity } from './named-color.ts';
import './plugin-options.ts';
import type { ChartTheme } from './theme.ts';

type Config = ChartConfiguration<'line', Point[]>;
type Dataset = ChartDataset<'line', Point[]>;

const tickFont = (theme: ChartTheme) => ({ family: theme.font, size: 11 });

/** The whole of what Chart.js is told: pure, so that a capture draws what the page draws. */
export function timeChartConfig(model: TimeChartModel, theme: ChartTheme): Config {
  return {
    type: 'line',
    data: { datasets: model.series.map((series, i) => toDataset(series, i, model)) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      // The page handles the pointer itself (time-chart.tsx): one crosshair for all charts.
      events: [],
      layout: { padding: { top: 6, right: 10 } },
      scales: { x: timeScale(model, theme), y: valueScale(model, theme) },
      plugins: {
        bands: { bands: model.bands, theme },
        thresholds: { marks: model.thresholds },
      },
    },
  };
}

type XOptions = NonNullable<NonNullable<Config['options']>['scales']>[string];

function timeScale({ fromMs, toMs }: TimeChartModel, theme: ChartTheme): XOptions {
  return {
    type: 'linear',
    min: fromMs,
    max: toMs,
    bounds: 'data',
    // Bars would shift the grid by half a step, as if the axis had categories.
    offset: false,
    grid: { color: theme.grid, drawTicks: false, offset: false },
    border: { color: theme.line },
    ticks: {
      color: theme.axis,
      font: tickFont(theme),
      padding: 6,
      maxRotation: 0,
      autoSkip: false,
      callback: (_value, i, ticks) => ticks[i]?.label ?? '',
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticksFor(scale);
    },
  };
}

/** As many as their labels leave room for: `10:35` is shorter than `10:35:20`. */
function ticksFor({ min, max, width }: Scale) {
  const ticks = timeTicks(min, max, Math.max(2, Math.floor(width / 50)));
  const isShort = ticks.every(({ label }) => label.length <= 6);
  return isShort ? ticks : timeTicks(min, max, Math.max(2, Math.floor(width / 84)));
}

function valueScale(model: TimeChartModel, theme: ChartTheme): XOptions {
  const { axis } = model;
  const data = extentOf(model.series);
  let ticks: Scale['ticks'] = [];
  return {
    type: 'linear',
    bounds: 'data',
    grid: { color: theme.grid, drawTicks: false },
    border: { display: false },
    title: { display: axis.label !== '', text: axis.label, color: theme.axis, font: tickFont(theme) },
    ticks: {
      color: theme.axis,
      font: tickFont(theme),
      padding: 8,
      autoSkip: false,
      callback: (_value, i, all) => all[i]?.label ?? '',
    },
    afterDataLimits: (scale: Scale) => {
      const maxTicks = Math.max(2, Math.floor(scale.chart.height / 36));
      const chosen = valueAxis({ data, ...axis, maxTicks });
      [scale.min, scale.max, ticks] = [chosen.min, chosen.max, chosen.ticks];
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticks;
    },
  };
}

/** Least and greatest of what is drawn; bars and fills reach down to zero. */
export function extentOf(series: readonly ChartSeries[]): { min: number; max: number } | null {
  let min = Infinity;
  let max = -Infinity;
  for (const { drawn, style, fillOpacity, fillTo } of series) {
    for (const value of drawn) {
      if (!Number.isFinite(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (max >= min && (style === 'bars' || (fillOpacity > 0.3 && fillTo === 'origin'))) {
      min = Math.min(min, 0);
      max = Math.max(max, 0);
    }
  }
  return min <= max ? { min, max } : null;
}

function toDataset(series: ChartSeries, index: number, { grid }: TimeChartModel): Dataset {
  const data: Point[] = Array.from(series.drawn, (y, i) => ({ x: timeAt(grid, i), y: Number.isFinite(y) ? y : NaN }));
  const isFilled = series.fillOpacity > 0 && series.style === 'line';
  const shared = { label: series.name, data, borderColor: series.color, order: 0 };
  if (series.style === 'bars') {
    const bars = {
      type: 'bar' as const,
      ...shared,
      backgroundColor: withOpacity(series.color, series.fillOpacity || 0.5),
      borderWidth: 0,
      grouped: false,
      barPercentage: 0.8,
      categoryPercentage: 1,
    };
    // Chart.js types a mixed chart by its first kind; the data have the same shape.
    return bars as unknown as Dataset;
  }
  return {
    ...shared,
    borderWidth: series.style === 'points' ? 0 : series.lineWidth,
    borderDash: [...series.dash],
    borderJoinStyle: 'round',
    backgroundColor: withOpacity(series.color, isFilled ? series.fillOpacity : 1),
    fill: isFilled ? fillTarget(series, index) : false,
    spanGaps: series.spanGaps,
    ...shapeOf(series.interpolation),
    pointRadius: pointRadii(series),
    pointBackgroundColor: series.color,
    pointBorderWidth: 0,
    // Points of a short series may sit on the edge of the chart.
    clip: 4,
  };
}

const fillTarget = ({ fillTo }: ChartSeries, index: number) => (fillTo === 'previous' && index > 0 ? '-1' : 'origin');

function shapeOf(interpolation: ChartSeries['interpolation']): Pick<Dataset, 'stepped' | 'cubicInterpolationMode'> {
  if (interpolation === 'stepBefore') return { stepped: 'after' };
  if (interpolation === 'stepAfter') return { stepped: 'before' };
  return interpolation === 'smooth' ? { cubicInterpolationMode: 'monotone' } : {};
}

/**
 * A value between two gaps makes no line and would not be seen: it gets a point. So does every value of a series with
 * few of them.
 */
export function pointRadii({ points, style, drawn, pointSize }: ChartSeries): number | number[] {
  const radius = pointSize / 2;
  if (points === 'always' || style === 'points') return radius;
  if (points === 'never') return 0;
  const isThere = (i: number) => Number.isFinite(drawn[i]);
  const present = drawn.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0);
  if (present === 0) return 0;
  if (present <= 20) return Math.min(2, radius);
  const radii = Array.from(drawn, (_, i) =>
    isThere(i) && !isThere(i - 1) && !isThere(i + 1) ? Math.min(2, radius) : 0,
  );
  return radii.some((each) => each > 0) ? radii : 0;
}
