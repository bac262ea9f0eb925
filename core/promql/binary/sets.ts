import type { SetOp, VectorMatching } from '../syntax/ast.ts';
import { type Column, mergeEqual, type Vector, withPoints } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { anyPresent, matchGroups } from './match-groups.ts';

/** `and`, `or`, `unless`: whole elements, chosen at each step by whether their match group exists on the other side. */
export async function combineSets(
  ev: Evaluator,
  op: SetOp,
  matching: VectorMatching,
  left: Vector,
  right: Vector,
  { steps }: Grid,
): Promise<Vector> {
  ev.limits.hold((left.length + (op === 'or' ? right.length : 0)) * steps);
  const result: Vector = op === 'or' ? [...left] : [];
  for (const group of matchGroups(matching, left, right)) {
    const [chosen, other] = op === 'or' ? [group.right, group.left] : [group.left, group.right];
    const wanted = op === 'and' ? 1 : 0;
    const there = anyPresent(other, steps);
    for (const column of chosen) {
      result.push(only(column, there, wanted));
      if (ev.limits.spend(steps * (1 + other.length))) await ev.limits.breathe();
    }
  }
  return mergeEqual(withPoints(op === 'or' ? result.map(copyOf) : result));
}

const only = ({ labels, values, present }: Column, there: Uint8Array, wanted: 0 | 1): Column => ({
  labels,
  values,
  present: present.map((point, s) => (there[s] === wanted ? point : 0)),
});

/** Merging writes into the first of the columns it joins, which must not be an operand's. */
const copyOf = ({ labels, values, present }: Column): Column => ({
  labels,
  values: values.slice(),
  present: present.slice(),
});
