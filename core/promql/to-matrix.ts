import type { Column } from './column.ts';
import type { Evaluator } from './evaluator.ts';
import { type Grid, timeAt } from './grid.ts';
import { compareLabelSets } from './label-set.ts';
import type { MatrixSeries } from './value.ts';
import type { Samples } from './windows.ts';

/** Series sorted by labels, those without points left out. */
export const toMatrix = (series: readonly Samples[]): MatrixSeries[] =>
  series
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => compareLabelSets(a.labels, b.labels))
    .map(({ labels, timestampsMs, values }) => ({ labels: labels.toLabels(), timestampsMs, values }));

/** The points of a column. Series without gaps share one array of times. */
export async function pointsOf(ev: Evaluator, vector: readonly Column[], grid: Grid): Promise<Samples[]> {
  const allTimes = Float64Array.from({ length: grid.steps }, (_, s) => timeAt(grid, s));
  const series: Samples[] = [];
  for (const { labels, values, present } of vector) {
    const samples = present.includes(0) ? withoutGaps(values, present, allTimes) : { timestampsMs: allTimes, values };
    series.push({ labels, ...samples });
    if (ev.limits.spend(grid.steps)) await ev.limits.breathe();
  }
  return series;
}

function withoutGaps(values: Float64Array, present: Uint8Array, times: Float64Array): Omit<Samples, 'labels'> {
  let n = 0;
  const timestampsMs = new Float64Array(values.length);
  const kept = new Float64Array(values.length);
  for (let s = 0; s < values.length; s++) {
    if (present[s] === 0) continue;
    timestampsMs[n] = times[s]!;
    kept[n++] = values[s]!;
  }
  return { timestampsMs: timestampsMs.slice(0, n), values: kept.slice(0, n) };
}
