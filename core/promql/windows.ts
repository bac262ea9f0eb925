import type { SeriesData } from '../shared/index.ts';
import { type Expr, type MatrixSelector, type Subquery, unwrap } from './syntax/ast.ts';
import type { Column } from './column.ts';
import type { Evaluator } from './evaluator.ts';
import { type Grid, lastOf, shiftGrid, subqueryGrid, timeAt } from './grid.ts';
import { LabelSet } from './label-set.ts';

/** The samples of one series that the windows of a range vector slide over, staleness markers left out. */
export interface Samples {
  labels: LabelSet;
  /** Unix milliseconds, ascending, shape [n]. */
  timestampsMs: Float64Array;
  values: Float64Array;
}

/** A range vector over all steps: at step s each series shows its samples in (end − rangeMs, end], end = timeAt(ends, s). */
export interface Windows {
  series: Samples[];
  ends: Grid;
  rangeMs: number;
}

/** Reads the argument of a function over range vectors: a range selector or a subquery, evaluated once for all windows. */
export function readWindows(ev: Evaluator, expr: Expr, grid: Grid): Promise<Windows> {
  const inner = unwrap(expr);
  if (inner.kind === 'matrix') return ofSelector(ev, inner, grid);
  if (inner.kind === 'subquery') return ofSubquery(ev, inner, grid);
  throw new Error(`a ${inner.kind} is no range vector`);
}

async function ofSelector(ev: Evaluator, { selector, rangeMs }: MatrixSelector, grid: Grid): Promise<Windows> {
  const ends = shiftGrid(grid, selector, ev.bounds);
  const found = await ev.read(selector.matchers, ends.startMs - rangeMs + 1, lastOf(ends));
  const series: Samples[] = [];
  for (const data of found) {
    series.push(withoutMarkers(data));
    if (ev.limits.spend(data.values.length)) await ev.limits.breathe();
  }
  return { series, ends, rangeMs };
}

async function ofSubquery(ev: Evaluator, subquery: Subquery, grid: Grid): Promise<Windows> {
  const { rangeMs, stepMs } = subquery;
  const ends = shiftGrid(grid, subquery, ev.bounds);
  const inner = subqueryGrid(ends, rangeMs, stepMs ?? ev.defaultStepMs);
  if (inner.steps === 0) return { series: [], ends, rangeMs };
  const vector = await ev.vector(subquery.expr, inner);
  const series: Samples[] = [];
  for (const column of vector) {
    series.push(toSamples(column, inner));
    if (ev.limits.spend(inner.steps)) await ev.limits.breathe();
  }
  return { series, ends, rangeMs };
}

function withoutMarkers({ labels, timestampsMs, values, stale }: SeriesData): Samples {
  if (!stale?.includes(1)) return { labels: LabelSet.from(labels), timestampsMs, values };
  const real = (_: number, i: number): boolean => stale[i] === 0;
  return { labels: LabelSet.from(labels), timestampsMs: timestampsMs.filter(real), values: values.filter(real) };
}

function toSamples({ labels, values, present }: Column, grid: Grid): Samples {
  let n = 0;
  const timestampsMs = new Float64Array(grid.steps);
  const kept = new Float64Array(grid.steps);
  for (let s = 0; s < grid.steps; s++) {
    if (present[s] === 0) continue;
    timestampsMs[n] = timeAt(grid, s);
    kept[n++] = values[s]!;
  }
  return { labels, timestampsMs: timestampsMs.subarray(0, n), values: kept.subarray(0, n) };
}
