import { type Column, type Vector, withPoints } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { executionError } from '../promql-error.ts';
import { formatValue } from '../format-value.ts';
import type { Group } from './grouping.ts';

/**
 * `topk` and `bottomk`: whole elements, chosen anew at each step; NaN counts as worst for both. In an instant query the
 * elements of a group come out in order.
 */
export async function selectK(
  ev: Evaluator,
  op: 'topk' | 'bottomk',
  wanted: Float64Array,
  groups: Group[],
  { steps }: Grid,
): Promise<Vector> {
  const counts = wanted.map(checkedCount);
  const better = op === 'topk' ? (x: number, y: number) => x > y : (x: number, y: number) => x < y;
  const ranked = (x: number, y: number): number => (better(x, y) ? -1 : better(y, x) ? 1 : nanLast(x, y));
  ev.limits.hold(groups.reduce((columns, { members }) => columns + members.length, 0) * steps);
  const results: Vector = [];
  for (const { members } of groups) {
    const chosen: Column[] = members.map(({ labels, values }) => ({ labels, values, present: new Uint8Array(steps) }));
    const order: number[] = [];
    await ev.limits.inPieces(steps, 4 * members.length, (from, to) => {
      for (let s = from; s < to; s++) {
        order.length = 0;
        members.forEach(({ present }, m) => present[s] === 1 && order.push(m));
        if (counts[s]! < order.length) {
          // The sort is stable: among equals the first series wins.
          order.sort((a, b) => ranked(members[a]!.values[s]!, members[b]!.values[s]!));
          order.length = Math.max(0, counts[s]!);
        }
        for (const m of order) chosen[m]!.present[s] = 1;
      }
    });
    const found = withPoints(chosen);
    if (ev.instant && steps === 1) found.sort((a, b) => ranked(a.values[0]!, b.values[0]!));
    results.push(...found);
  }
  return results;
}

const nanLast = (x: number, y: number): number => Number(Number.isNaN(x)) - Number(Number.isNaN(y));

function checkedCount(k: number): number {
  if (Number.isNaN(k)) throw executionError('Parameter value is NaN');
  if (k >= 2 ** 63) throw executionError(`Scalar value ${formatValue(k)} overflows int64`);
  if (k < -(2 ** 63)) throw executionError(`Scalar value ${formatValue(k)} underflows int64`);
  return Math.trunc(k);
}
