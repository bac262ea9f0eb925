import type { Call } from '../syntax/ast.ts';
import type { Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';

/** `sort` and `sort_desc`: by value, NaN last in both. Only an instant query has an order to show. */
export async function sortByValue(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const vector = await ev.vector(call.args[0]!, grid);
  if (!ev.instant)
    ev.annotations.warn('sort is ineffective for range queries since results are always ordered by labels');
  if (!ev.instant || grid.steps !== 1) return vector;
  const direction = call.fn === 'sort_desc' ? -1 : 1;
  return vector.toSorted(({ values: [x] }, { values: [y] }) => {
    if (Number.isNaN(x!) || Number.isNaN(y!)) return Number(Number.isNaN(x!)) - Number(Number.isNaN(y!));
    return direction * (x! < y! ? -1 : x! > y! ? 1 : 0);
  });
}
