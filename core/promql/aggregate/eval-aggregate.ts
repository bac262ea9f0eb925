import { type Aggregate, unwrap } from '../syntax/ast.ts';
import { emptyColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { countValues } from './count-values.ts';
import { type Group, groupBy, groupLabels } from './grouping.ts';
import { quantiles } from './quantiles.ts';
import { fold, reducers } from './reduce.ts';
import { selectK } from './select-k.ts';

/** Evaluates an aggregation. An empty input gives an empty result, never 0. */
export async function evalAggregate(ev: Evaluator, node: Aggregate, grid: Grid): Promise<Vector> {
  const { op, param } = node;
  if (op === 'count_values') {
    const label = unwrap(param!);
    if (label.kind !== 'string') throw new Error('count_values without a label');
    return countValues(ev, await ev.vector(node.expr, grid), label.value, node.grouping, grid);
  }
  const parameter = param && (await ev.scalar(param, grid));
  const groups = groupBy(await ev.vector(node.expr, grid), groupLabels(node.grouping));
  if (op === 'topk' || op === 'bottomk') return selectK(ev, op, parameter!, groups, grid);
  if (op === 'quantile') return quantiles(ev, parameter!, groups, unwrap(param!).span, grid);
  return reduce(ev, op, groups, grid);
}

async function reduce(ev: Evaluator, op: Aggregate['op'], groups: Group[], { steps }: Grid): Promise<Vector> {
  const { limits } = ev;
  const newReducer = reducers[op];
  if (!newReducer) throw new Error(`${op} is not folded`);
  limits.hold(groups.length * steps);
  const results: Vector = [];
  for (const { labels, members } of groups) {
    const result = emptyColumn(labels, steps);
    const reducer = newReducer(steps);
    for (const member of members) {
      await limits.inPieces(steps, 1, (from, to) => fold(reducer, member, result, from, to));
    }
    await limits.inPieces(steps, 1, (from, to) => {
      for (let s = from; s < to; s++) if (result.present[s] === 1) reducer.finish?.(s, result.values);
    });
    results.push(result);
  }
  return results;
}
