import type { SeriesData } from '../shared/index.ts';
import type { VectorSelector } from './syntax/ast.ts';
import { emptyColumn, type Vector, withPoints } from './column.ts';
import type { Evaluator } from './evaluator.ts';
import { type Grid, lastOf, shiftGrid } from './grid.ts';
import { LabelSet } from './label-set.ts';

/**
 * A plain selector: at each step the newest sample of each series in (t − lookback, t], unless that is a staleness
 * marker. `what`: the sample's value, or its own time in seconds, which only `timestamp` asks for.
 */
export async function selectInstant(
  ev: Evaluator,
  selector: VectorSelector,
  grid: Grid,
  what: 'value' | 'time' = 'value',
): Promise<Vector> {
  const looked = shiftGrid(grid, selector, ev.bounds);
  const found = await ev.read(selector.matchers, looked.startMs - ev.lookbackMs + 1, lastOf(looked));
  ev.limits.hold(found.length * grid.steps);
  const vector: Vector = [];
  for (const series of found) {
    const column = emptyColumn(LabelSet.from(series.labels), grid.steps);
    const newest = newestAt(series, looked, ev.lookbackMs);
    await ev.limits.inPieces(grid.steps, 1 + series.values.length / grid.steps, (from, to) => {
      for (let s = from; s < to; s++) {
        const i = newest(s);
        if (i < 0) continue;
        column.present[s] = 1;
        column.values[s] = what === 'value' ? series.values[i]! : series.timestampsMs[i]! / 1000;
      }
    });
    vector.push(column);
  }
  return withPoints(vector);
}

/** The index of the sample a selector sees at a step, or −1; to be asked for steps in ascending order. */
function newestAt({ timestampsMs, stale }: SeriesData, looked: Grid, lookbackMs: number): (step: number) => number {
  let next = 0;
  return (step) => {
    const atMs = looked.startMs + step * looked.stepMs;
    while (next < timestampsMs.length && timestampsMs[next]! <= atMs) next++;
    const i = next - 1;
    return i < 0 || timestampsMs[i]! <= atMs - lookbackMs || stale?.[i] === 1 ? -1 : i;
  };
}
