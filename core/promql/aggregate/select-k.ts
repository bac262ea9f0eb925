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
  const rank = op === 'topk' ? descending : ascending;
  ev.limits.hold(groups.reduce((columns, { members }) => columns + members.length, 0) * steps);
  const results: Vector = [];
  for (const { members } of groups) {
    const chosen: Column[] = members.map(({ labels, values }) => ({ labels, values, present: new Uint8Array(steps) }));
    await ev.limits.inPieces(steps, 2 * members.length, (from, to) => {
      for (let s = from; s < to; s++) for (const m of bestAt(members, s, counts[s]!, rank)) chosen[m]!.present[s] = 1;
    });
    const found = withPoints(chosen);
    if (ev.instant && steps === 1) found.sort((a, b) => rank(a.values[0]!, b.values[0]!));
    for (const column of found) results.push(column);
  }
  return results;
}

type Rank = (x: number, y: number) => number;

/** NaN comes last either way. */
const ascending: Rank = (x, y) => (x < y ? -1 : x > y ? 1 : Number(Number.isNaN(x)) - Number(Number.isNaN(y)));
const descending: Rank = (x, y) => (x > y ? -1 : x < y ? 1 : Number(Number.isNaN(x)) - Number(Number.isNaN(y)));

/** The indices of the best `count` members at a step, best first; among equals the first series wins. */
function bestAt(members: readonly Column[], step: number, count: number, rank: Rank): number[] {
  const best: number[] = [];
  if (count < 1) return best;
  const valueOf = (m: number): number => members[m]!.values[step]!;
  for (let m = 0; m < members.length; m++) {
    if (members[m]!.present[step] === 0) continue;
    const value = valueOf(m);
    if (best.length === count && rank(value, valueOf(best[count - 1]!)) >= 0) continue;
    best.splice(placeFor(value, best, valueOf, rank), 0, m);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Where a value belongs among members in order: behind its equals. */
function placeFor(value: number, best: readonly number[], valueOf: (m: number) => number, rank: Rank): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rank(value, valueOf(best[middle]!)) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkedCount(k: number): number {
  if (Number.isNaN(k)) throw executionError('Parameter value is NaN');
  if (k >= 2 ** 63) throw executionError(`Scalar value ${formatValue(k)} overflows int64`);
  if (k < -(2 ** 63)) throw executionError(`Scalar value ${formatValue(k)} underflows int64`);
  return Math.trunc(k);
}
