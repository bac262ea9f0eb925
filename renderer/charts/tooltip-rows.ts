import { formatValue } from '../format/index.ts';
import { type Band, indexAt, type TimeChartModel } from '../drawing/index.ts';

export interface TooltipOptions {
  mode: 'single' | 'multi' | 'none';
  sort: 'none' | 'asc' | 'desc';
  hideZeros: boolean;
}

export interface TooltipRow {
  key: string;
  name: string;
  color: string;
  text: string;
  value: number;
  /** Where it is drawn on the value axis. */
  drawn: number;
  /** The one nearest to the pointer. */
  isNearest: boolean;
}

/**
 * What a tooltip says at a time: every series that has a value there, or only the one nearest to `nearValue` (a
 * position on the value axis; null with the keyboard, then all are said).
 */
export function tooltipRows(
  model: TimeChartModel,
  timeMs: number,
  nearValue: number | null,
  { mode, sort, hideZeros }: TooltipOptions,
): TooltipRow[] {
  const index = indexAt(model.grid, timeMs);
  if (index === null || mode === 'none') return [];
  const rows = model.series
    .map(({ key, name, color, values, drawn, unit, decimals }) => ({
      key,
      name,
      color,
      value: values[index]!,
      drawn: drawn[index]!,
      text: formatValue(values[index]!, unit, decimals),
      isNearest: false,
    }))
    .filter(({ value }) => !Number.isNaN(value) && !(hideZeros && value === 0));
  const nearest =
    nearValue === null
      ? null
      : rows.reduce<TooltipRow | null>(
          (best, row) => (best && Math.abs(best.drawn - nearValue) <= Math.abs(row.drawn - nearValue) ? best : row),
          null,
        );
  if (nearest) nearest.isNearest = true;
  if (mode === 'single' && nearest) return [nearest];
  if (sort === 'none') return rows;
  return rows.sort((a, b) => (sort === 'asc' ? a.value - b.value : b.value - a.value));
}

/** The load runs, outages and drift a moment lies in; a band shorter than a step counts for the moments beside it. */
export const bandsAt = ({ bands, grid }: TimeChartModel, timeMs: number): Band[] =>
  bands.filter(
    ({ fromMs, toMs }) => fromMs - grid.stepMs / 2 <= timeMs && timeMs <= (toMs ?? Infinity) + grid.stepMs / 2,
  );
