import type { RangeSeries } from '../../api/index.ts';
import {
  type ChartSeries,
  type ChartTheme,
  type Grid,
  indexAt,
  type LegendModel,
  paletteColor,
  type TimeChartModel,
} from '../../charts/index.ts';
import { formatValue } from '../../format/index.ts';
import { seriesText } from './series-text.ts';

/** One answered query of the graph. */
export interface GraphAnswer {
  letter: string;
  expr: string;
  series: readonly RangeSeries[];
}

/** A line of the graph, whether it is drawn or not. */
export interface GraphLine {
  key: string;
  name: string;
  slot: number;
  /** NaN where there is no sample; shape [grid.length]. */
  values: Float64Array;
}

/**
 * Every series on the grid, with its name and its place in the order of colours. `slots` remembers the places, so that
 * series that come and go do not recolour the others.
 */
export function graphLines(answers: readonly GraphAnswer[], grid: Grid, slots: Map<string, number>): GraphLine[] {
  const isAlone = answers.length === 1;
  return answers.flatMap(({ letter, expr, series }) =>
    series.map((each) => {
      const written = seriesText(each.labels);
      // `{}` says nothing; what was asked says all there is to say.
      const text = written === '{}' ? expr : written;
      const key = `${letter} ${text}`;
      const slot = slots.get(key) ?? slots.size;
      slots.set(key, slot);
      return { key, name: isAlone ? text : `${letter}: ${text}`, slot, values: onGrid(each, grid) };
    }),
  );
}

function onGrid({ timestampsMs, values }: RangeSeries, grid: Grid): Float64Array {
  const laidOut = new Float64Array(grid.length).fill(NaN);
  timestampsMs.forEach((timeMs, i) => {
    const index = indexAt(grid, timeMs);
    if (index !== null) laidOut[index] = values[i]!;
  });
  return laidOut;
}

export function graphModel(
  lines: readonly GraphLine[],
  { grid, fromMs, toMs }: { grid: Grid; fromMs: number; toMs: number },
  theme: ChartTheme,
): TimeChartModel {
  return {
    grid,
    fromMs,
    toMs,
    series: lines.map((line) => toSeries(line, theme)),
    axis: { unit: 'short', decimals: null, min: null, max: null, label: '' },
    bands: [],
    thresholds: [],
  };
}

const toSeries = ({ key, name, slot, values }: GraphLine, theme: ChartTheme): ChartSeries => ({
  key,
  name,
  color: paletteColor(slot, theme),
  drawn: values,
  values,
  style: 'line',
  lineWidth: 1.5,
  fillOpacity: 0,
  fillTo: 'origin',
  interpolation: 'linear',
  points: 'auto',
  pointSize: 5,
  spanGaps: false,
  dash: [],
  unit: undefined,
  decimals: null,
});

/** `only`: the keys of the lines that are drawn; null for all. */
export function graphLegend(
  lines: readonly GraphLine[],
  only: ReadonlySet<string> | null,
  theme: ChartTheme,
): LegendModel {
  return {
    mode: 'table',
    placement: 'bottom',
    columns: ['Min', 'Max', 'Last'],
    items: lines.map(({ key, name, slot, values }) => {
      const there = values.filter((value) => !Number.isNaN(value));
      // Not spread into Math.min: a series may have more points than a call may have arguments.
      const min = there.reduce((least, value) => Math.min(least, value), Infinity);
      const max = there.reduce((most, value) => Math.max(most, value), -Infinity);
      const figures = there.length === 0 ? [NaN, NaN, NaN] : [min, max, there.at(-1)!];
      return {
        key,
        name,
        color: paletteColor(slot, theme),
        isHidden: only !== null && !only.has(key),
        values: figures.map((figure) => (Number.isNaN(figure) ? '–' : formatValue(figure, undefined))),
      };
    }),
  };
}
