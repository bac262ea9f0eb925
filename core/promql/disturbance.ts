import type { Vector } from './column.ts';
import type { Evaluator } from './evaluator.ts';
import type { Expr } from './syntax/ast.ts';

/**
 * Changes what each node of a query gives to the node above it. The differential test finds out with it how far a
 * rounding error, or another order of the series, reaches; nothing else has a use for it.
 */
export interface Disturbance {
  vector(node: Expr, found: Vector): Vector;
  scalar(node: Expr, found: Float64Array): Float64Array;
}

/** Puts the disturbance between the nodes of an evaluator's query. */
export function disturb(ev: Evaluator, disturbance: Disturbance): void {
  const { vector, scalar } = ev;
  ev.vector = async (part, grid) => disturbance.vector(part, await vector(part, grid));
  ev.scalar = async (part, grid) => disturbance.scalar(part, await scalar(part, grid));
}
