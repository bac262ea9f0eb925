import type { Aggregate } from '../ast.ts';
import { emptyColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { groupBy, groupLabels } from './grouping.ts';
import { reducers } from './reduce.ts';

/** Evaluates an aggregation. An empty input gives an empty result, never 0. */
export async function evalAggregate(ev: Evaluator, node: Aggregate, grid: Grid): Promise<Vector> {
  const { limits } = ev;
  const input = await ev.vector(node.expr, grid);
  const groups = groupBy(input, groupLabels(node.grouping));
  const newReducer = reducers[node.op];
  if (!newReducer) throw new Error(`the aggregation ${node.op} is not there yet`);
  limits.hold(groups.length * grid.steps);
  const results: Vector = [];
  for (const { labels, members } of groups) {
    const result = emptyColumn(labels, grid.steps);
    const reducer = newReducer(grid.steps);
    for (const member of members) {
      await limits.inPieces(grid.steps, 1, (from, to) => {
        for (let s = from; s < to; s++) if (member.present[s] === 1) result.present[s] = 1;
        reducer.add(member, from, to);
      });
    }
    await limits.inPieces(grid.steps, 1, (from, to) => reducer.finish(result, from, to));
    results.push(result);
  }
  return results;
}
