import { evalAggregate } from './aggregate/eval-aggregate.ts';
import type { Expr } from './syntax/ast.ts';
import { evalBinary, evalScalarBinary } from './binary/eval-binary.ts';
import { type Column, emptyColumn, mergeEqual, type Vector } from './column.ts';
import type { Evaluator } from './evaluator.ts';
import { evalCall, evalScalarCall } from './functions/eval-call.ts';
import type { Grid } from './grid.ts';
import { selectInstant } from './select-instant.ts';
import { isStepInvariant } from './step-invariant.ts';

/**
 * An instant vector over all steps of the grid. Operands are evaluated for the whole grid at once, one series after the
 * other; what they held is given back when the node is done.
 */
export async function evalVector(ev: Evaluator, expr: Expr, grid: Grid): Promise<Vector> {
  const before = ev.limits.held;
  const invariant = grid.steps > 1 && isStepInvariant(expr);
  const vector = invariant
    ? repeat(ev, await vectorOf(ev, expr, { ...grid, steps: 1 }), grid)
    : await vectorOf(ev, expr, grid);
  ev.limits.held = before;
  ev.limits.hold(vector.length * grid.steps);
  return vector;
}

async function vectorOf(ev: Evaluator, expr: Expr, grid: Grid): Promise<Vector> {
  switch (expr.kind) {
    case 'selector':
      return selectInstant(ev, expr, grid);
    case 'paren':
      return ev.vector(expr.expr, grid);
    case 'unary':
      return evalUnary(ev, expr.op, await ev.vector(expr.expr, grid));
    case 'binary':
      return evalBinary(ev, expr, grid);
    case 'aggregate':
      return evalAggregate(ev, expr, grid);
    case 'call':
      return evalCall(ev, expr, grid);
    case 'number':
    case 'string':
    case 'matrix':
    case 'subquery':
      throw new Error(`a ${expr.kind} is no instant vector`);
  }
}

/** A scalar expression, shape [steps]. */
export async function evalScalar(ev: Evaluator, expr: Expr, grid: Grid): Promise<Float64Array> {
  switch (expr.kind) {
    case 'number':
      ev.limits.hold(grid.steps);
      return new Float64Array(grid.steps).fill(expr.value);
    case 'paren':
      return ev.scalar(expr.expr, grid);
    case 'unary': {
      const values = await ev.scalar(expr.expr, grid);
      return expr.op === '-' ? values.map((x) => -x) : values;
    }
    case 'binary':
      return evalScalarBinary(ev, expr, grid);
    case 'call':
      return evalScalarCall(ev, expr, grid);
    case 'string':
    case 'selector':
    case 'matrix':
    case 'subquery':
    case 'aggregate':
      throw new Error(`a ${expr.kind} is no scalar`);
  }
}

/** The one step of an expression that is the same at all of them, at each. */
const repeat = (ev: Evaluator, vector: Vector, { steps }: Grid): Vector => {
  ev.limits.hold(vector.length * steps);
  return vector.map(({ labels, values }) => ({
    labels,
    values: new Float64Array(steps).fill(values[0]!),
    present: new Uint8Array(steps).fill(1),
  }));
};

async function evalUnary(ev: Evaluator, op: '+' | '-', vector: Vector): Promise<Vector> {
  if (op === '+') return vector;
  const results: Vector = [];
  for (const column of vector) {
    results.push(negated(column));
    if (ev.limits.spend(column.values.length)) await ev.limits.breathe();
  }
  return mergeEqual(results);
}

function negated({ labels, values, present }: Column): Column {
  const result = emptyColumn(labels.withoutName(), values.length);
  result.present.set(present);
  for (let s = 0; s < values.length; s++) result.values[s] = -values[s]!;
  return result;
}
