import type { TimeShift } from './syntax/ast.ts';

/** The times an expression is evaluated at: `startMs + s·stepMs` for s = 0 … steps−1. An instant query has one step. */
export interface Grid {
  startMs: number;
  stepMs: number;
  steps: number;
}

export const timeAt = (grid: Grid, step: number): number => grid.startMs + step * grid.stepMs;

export const lastOf = (grid: Grid): number => timeAt(grid, grid.steps - 1);

/** The first and last time of the whole query: what `@ start()` and `@ end()` mean, also inside subqueries. */
export interface QueryBounds {
  startMs: number;
  endMs: number;
}

/** The times a selector looks at on a grid, with `@` and `offset` applied. A pinned selector has the same at each step. */
export function shiftGrid(grid: Grid, { at, offsetMs }: TimeShift, bounds: QueryBounds): Grid {
  if (at === null) return { ...grid, startMs: grid.startMs - offsetMs };
  const pinnedMs = at === 'start' ? bounds.startMs : at === 'end' ? bounds.endMs : at;
  return { startMs: pinnedMs - offsetMs, stepMs: 0, steps: grid.steps };
}

/** The grid of a subquery: multiples of its step on the Unix time axis that any of the outer windows can hold. */
export function subqueryGrid(windows: Grid, rangeMs: number, stepMs: number): Grid {
  const afterMs = windows.startMs - rangeMs;
  const startMs = (Math.floor(afterMs / stepMs) + 1) * stepMs;
  const endMs = lastOf(windows);
  return { startMs, stepMs, steps: Math.max(0, Math.floor((endMs - startMs) / stepMs) + 1) };
}
