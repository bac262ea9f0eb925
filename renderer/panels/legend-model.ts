import type { LegendModel } from '../drawing/index.ts';
import { formatValue } from '../format/index.ts';
import type { TimeSeriesOptions } from './panel-options.ts';
import { reduceSeries, reducerLabel } from './reduce.ts';
import type { StyledSeries } from './to-chart-data.ts';

type LegendOptions = TimeSeriesOptions['legend'];

/**
 * The legend of a time series panel. A list without calculations still says the last values: they are what one looks
 * for first.
 */
export function legendModel(
  series: readonly StyledSeries[],
  options: LegendOptions,
  only: ReadonlySet<string> | null,
): LegendModel | null {
  if (!options.showLegend || options.displayMode === 'hidden') return null;
  const calcs = options.calcs.length > 0 ? options.calcs : ['lastNotNull'];
  const listed = series.filter((each) => !each.options.hideFrom.legend);
  return {
    mode: options.displayMode,
    placement: options.placement,
    columns: calcs.map(reducerLabel),
    items: listed.map(({ key, name, color, values, field }) => ({
      key,
      name,
      color,
      isHidden: only !== null && !only.has(key),
      values: calcs.map((calc) => formatValue(reduceSeries(values, calc), field.unit, field.decimals) || '–'),
    })),
  };
}

/**
 * The series shown after a click in the legend. `alone`: only that one, or all again if it was the only one. Otherwise
 * it is added or taken away; taking the last away shows all again. Null means all.
 */
export function toggled(
  only: ReadonlySet<string> | null,
  key: string,
  alone: boolean,
  all: readonly string[],
): ReadonlySet<string> | null {
  if (alone) return only?.size === 1 && only.has(key) ? null : new Set([key]);
  const next = new Set(only ?? all);
  if (!next.delete(key)) next.add(key);
  return next.size === 0 || all.every((each) => next.has(each)) ? null : next;
}
