import { emptyColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import type { Span } from '../promql-error.ts';
import { quantileInPlace } from '../quantile.ts';
import { warnOfQuantiles } from '../remarks.ts';
import type { Group } from './grouping.ts';

/** `quantile(φ, v)`: per group and step over the elements present there. */
export async function quantiles(
  ev: Evaluator,
  wanted: Float64Array,
  groups: Group[],
  span: Span,
  { steps }: Grid,
): Promise<Vector> {
  warnOfQuantiles(ev.annotations, wanted, span);
  ev.limits.hold(groups.length * steps);
  const results: Vector = [];
  for (const { labels, members } of groups) {
    const result = emptyColumn(labels, steps);
    const buffer = new Float64Array(members.length);
    await ev.limits.inPieces(steps, 4 * members.length, (from, to) => {
      for (let s = from; s < to; s++) {
        let n = 0;
        for (const { values, present } of members) if (present[s] === 1) buffer[n++] = values[s]!;
        if (n === 0) continue;
        result.present[s] = 1;
        result.values[s] = quantileInPlace(wanted[s]!, buffer.subarray(0, n));
      }
    });
    results.push(result);
  }
  return results;
}
