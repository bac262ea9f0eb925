import { type Binary, isComparison, isSetOp } from '../syntax/ast.ts';
import { typeOf } from '../syntax/check.ts';
import { emptyColumn, mergeEqual, type Vector, withPoints } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';
import { arithmetic, comparison } from './operators.ts';
import { matchVectors } from './match-vectors.ts';
import { combineSets } from './sets.ts';

/** Scalar with scalar; a comparison gives 0 or 1. */
export async function evalScalarBinary(ev: Evaluator, node: Binary, grid: Grid): Promise<Float64Array> {
  const left = await ev.scalar(node.left, grid);
  const right = await ev.scalar(node.right, grid);
  const result = new Float64Array(grid.steps);
  const compute = computeOf(node);
  await ev.limits.inPieces(grid.steps, 1, (from, to) => {
    for (let s = from; s < to; s++) result[s] = compute(left[s]!, right[s]!);
  });
  return result;
}

/** Every binary operator with a vector on at least one side. */
export async function evalBinary(ev: Evaluator, node: Binary, grid: Grid): Promise<Vector> {
  if (typeOf(node.left) === 'scalar') {
    const scalar = await ev.scalar(node.left, grid);
    return withScalar(ev, node, await ev.vector(node.right, grid), scalar, true);
  }
  const left = await ev.vector(node.left, grid);
  if (typeOf(node.right) === 'scalar') return withScalar(ev, node, left, await ev.scalar(node.right, grid), false);
  const right = await ev.vector(node.right, grid);
  return isSetOp(node.op)
    ? combineSets(ev, node.op, node.matching, left, right, grid)
    : matchVectors(ev, node, left, right, grid);
}

/** The operator as a function of two numbers; comparisons give 0 or 1. */
function computeOf(node: Binary): (x: number, y: number) => number {
  const { op } = node;
  if (isSetOp(op)) throw new Error(`${op} has no numbers for operands`);
  if (!isComparison(op)) return arithmetic[op];
  const holds = comparison[op];
  return (x, y) => (holds(x, y) ? 1 : 0);
}

/** A comparison without `bool` filters the vector's elements and keeps their values, whichever side they stand on. */
async function withScalar(
  ev: Evaluator,
  node: Binary,
  vector: Vector,
  scalar: Float64Array,
  scalarIsLeft: boolean,
): Promise<Vector> {
  const steps = scalar.length;
  const filters = isComparison(node.op) && !node.bool;
  const compute = computeOf(node);
  ev.limits.hold(vector.length * steps);
  const results: Vector = [];
  for (const { labels, values, present } of vector) {
    const result = emptyColumn(filters ? labels : labels.withoutName(), steps);
    await ev.limits.inPieces(steps, 1, (from, to) => {
      for (let s = from; s < to; s++) {
        if (present[s] === 0) continue;
        const x = values[s]!;
        const y = scalarIsLeft ? compute(scalar[s]!, x) : compute(x, scalar[s]!);
        if (filters && y === 0) continue;
        result.present[s] = 1;
        result.values[s] = filters ? x : y;
      }
    });
    results.push(result);
  }
  return mergeEqual(withPoints(results));
}
