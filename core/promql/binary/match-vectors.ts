import { type Binary, isComparison, isSetOp } from '../syntax/ast.ts';
import { type Column, emptyColumn, mergeEqual, type Vector, withPoints } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import type { LabelSet } from '../label-set.ts';
import { executionError } from '../promql-error.ts';
import { anyPresent, matchGroups, type MatchGroup } from './match-groups.ts';
import { arithmetic, comparison } from './operators.ts';

/**
 * Arithmetic and comparison between two vectors: one-to-one, or many-to-one with group_left/right. Matching errors are
 * raised at the step where they occur, even for pairs that a comparison would filter out.
 */
export async function matchVectors(
  ev: Evaluator,
  node: Binary,
  left: Vector,
  right: Vector,
  { steps }: Grid,
): Promise<Vector> {
  if (left.length === 0 || right.length === 0) return [];
  const compute = pairOf(node);
  const toLabels = resultLabels(node);
  const manyIsRight = node.matching.group === 'right';
  const manyPresent = anyPresent(manyIsRight ? right : left, steps);
  const results: Vector = [];
  for (const group of matchGroups(node.matching, left, right)) {
    const [many, one] = manyIsRight ? [group.right, group.left] : [group.left, group.right];
    if (one.length > 1) refuseTwins(one, manyPresent, group, manyIsRight ? 'left' : 'right');
    const ofGroup: Vector = [];
    for (const single of one) {
      if (many.length > 1 && !node.matching.group) refuseSecondMatch(many, single);
      for (const element of many) {
        ev.limits.hold(steps);
        const column = emptyColumn(toLabels(element.labels, single.labels), steps);
        const [x, y] = manyIsRight ? [single, element] : [element, single];
        await ev.limits.inPieces(steps, 1, (from, to) => compute(x, y, column, from, to));
        ofGroup.push(column);
      }
    }
    const merged = mergeEqual(withPoints(ofGroup), () => notUnique('grouping labels must ensure unique matches'));
    for (const column of merged) results.push(column);
  }
  return mergeEqual(results);
}

const notUnique = (remedy: string) => executionError(`multiple matches for labels: ${remedy}`);

/** Computes the steps [from, to) of one matched pair. A filtering comparison keeps the left operand's value. */
function pairOf(node: Binary): (x: Column, y: Column, result: Column, from: number, to: number) => void {
  const { op, bool } = node;
  if (isSetOp(op)) throw new Error(`${op} matches sets`);
  if (!isComparison(op)) {
    const compute = arithmetic[op];
    return (x, y, result, from, to) => {
      for (let s = from; s < to; s++) {
        if (x.present[s] === 0 || y.present[s] === 0) continue;
        result.present[s] = 1;
        result.values[s] = compute(x.values[s]!, y.values[s]!);
      }
    };
  }
  const holds = comparison[op];
  return (x, y, result, from, to) => {
    for (let s = from; s < to; s++) {
      if (x.present[s] === 0 || y.present[s] === 0) continue;
      const kept = holds(x.values[s]!, y.values[s]!);
      if (!kept && !bool) continue;
      result.present[s] = 1;
      result.values[s] = bool ? (kept ? 1 : 0) : x.values[s]!;
    }
  };
}

/** The labels of a result, from those of the "many" (or left) element and of the "one" element. */
function resultLabels({ op, bool, matching }: Binary): (many: LabelSet, one: LabelSet) => LabelSet {
  const listed = new Set(matching.labels?.names);
  return (many, one) => {
    let labels = isComparison(op) ? many : many.withoutName();
    if (!matching.group && matching.labels) labels = matching.labels.on ? labels.keep(listed) : labels.drop(listed);
    for (const name of matching.include) labels = labels.with(name, one.get(name));
    // Last, as in Prometheus: arithmetic can be given a name by group_left (__name__), bool cannot.
    return bool ? labels.withoutName() : labels;
  };
}

/** Two elements of a group on the "one" side at the same step are an error, matched or not. */
function refuseTwins(one: Column[], otherPresent: Uint8Array, group: MatchGroup, side: 'left' | 'right'): void {
  for (let s = 0; s < otherPresent.length; s++) {
    if (otherPresent[s] === 0) continue;
    const there = one.filter((column) => column.present[s] === 1);
    if (there.length < 2) continue;
    throw executionError(
      `found duplicate series for the match group ${group.labels.inBraces()} on the ${side} hand-side of the operation: ` +
        `[${there[1]!.labels.inBraces()}, ${there[0]!.labels.inBraces()}];` +
        'many-to-many matching not allowed: matching labels must be unique on one side',
    );
  }
}

function refuseSecondMatch(many: Column[], single: Column): void {
  for (let s = 0; s < single.present.length; s++) {
    if (single.present[s] === 0) continue;
    if (many.filter((column) => column.present[s] === 1).length < 2) continue;
    throw notUnique('many-to-one matching must be explicit (group_left/group_right)');
  }
}
