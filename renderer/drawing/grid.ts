/** Evenly spaced moments every series of a chart has its values at: `startMs + i * stepMs` for i in [0, length). */
export interface Grid {
  startMs: number;
  stepMs: number;
  length: number;
}

export const timeAt = (grid: Grid, index: number): number => grid.startMs + index * grid.stepMs;

/** The moment of the grid nearest to a time; null beyond half a step outside of it. */
export function indexAt(grid: Grid, timeMs: number): number | null {
  const index = Math.floor((timeMs - grid.startMs) / grid.stepMs + 0.5);
  return index >= 0 && index < grid.length ? index : null;
}
