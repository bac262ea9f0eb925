import type { Labels } from '../../core/shared/index.ts';
import { type Grid, indexAt } from '../drawing/index.ts';
import type { PanelQuery, QueryPlan } from './query-plan.ts';
import { seriesNames } from './series-name.ts';

/** One series of a panel, laid out on the panel's grid. */
export interface PanelSeries {
  /** Stays the same across refreshes. */
  key: string;
  refId: string;
  name: string;
  labels: Labels;
  /** The place in the order of colours it keeps for as long as the panel lives. */
  slot: number;
  /** NaN where there is no sample; shape [grid.length]. */
  values: Float64Array;
}

export interface PanelData {
  /** The range that was asked for. */
  fromMs: number;
  toMs: number;
  grid: Grid;
  series: readonly PanelSeries[];
}

/** Samples of one series as they were answered: Unix ms and values, shape [n]; or one value at the end of the range. */
export type Row =
  | { labels: Labels; timestampsMs: ArrayLike<number>; values: ArrayLike<number> }
  | { labels: Labels; value: number; timestampMs?: number };

export interface Answer {
  query: PanelQuery;
  series: readonly Row[];
}

/**
 * Names the series of all answers, gives each its colour slot (kept in `slots`) and puts its samples on the grid: a
 * sample that is missing leaves NaN, so that lines break there.
 */
export function toPanelData(
  answers: readonly Answer[],
  plan: Omit<QueryPlan, 'queries' | 'identity'>,
  slots: Map<string, number>,
): PanelData {
  const { fromMs, toMs, grid } = plan;
  const rows = answers.flatMap(({ query, series }) => byBucket(series).map((each) => ({ query, each })));
  const names = seriesNames(
    rows.map(({ query, each }) => ({ labels: each.labels, legendFormat: query.legendFormat, expr: query.expr })),
  );
  const series = rows.map(({ query, each }, i) => ({
    key: `${query.refId} ${names[i]}`,
    refId: query.refId,
    name: names[i]!,
    labels: each.labels,
    slot: slotOf(`${query.refId} ${names[i]}`, slots),
    values: onGrid(each, grid),
  }));
  return { fromMs, toMs, grid, series };
}

/** Buckets stand in the order of their bounds, not of the bounds' spelling (`10` before `2.5`). */
function byBucket(series: readonly Row[]): Row[] {
  const bound = ({ labels }: Row) => (labels['le'] === '+Inf' ? Infinity : Number(labels['le']));
  return series.every(({ labels }) => 'le' in labels) ? [...series].sort((a, b) => bound(a) - bound(b)) : [...series];
}

/** The first free colour: names that come and go do not recolour the others. */
function slotOf(key: string, slots: Map<string, number>): number {
  const known = slots.get(key);
  if (known !== undefined) return known;
  const slot = slots.size;
  slots.set(key, slot);
  return slot;
}

function onGrid(row: Row, grid: Grid): Float64Array {
  const values = new Float64Array(grid.length).fill(NaN);
  if ('value' in row) {
    if (grid.length > 0) values[grid.length - 1] = row.value;
    return values;
  }
  for (let i = 0; i < row.timestampsMs.length; i++) {
    const index = indexAt(grid, row.timestampsMs[i]!);
    if (index !== null) values[index] = row.values[i]!;
  }
  return values;
}
