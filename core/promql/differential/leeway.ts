import type { Column, Vector } from '../column.ts';
import type { Disturbance } from '../disturbance.ts';
import { type Aggregate, type Call, type Expr, unwrap } from '../syntax/ast.ts';

/*
 * Two engines that do the same operations in the same order agree to the last bit. Ours and Prometheus do, but for two
 * things:
 *
 * - Prometheus collects what a node has computed step by step in a map of Go, whose order is chance: from there on its
 *   sums run over the series in another order each time, and the same request is answered with other last digits.
 * - Go and V8 have different implementations of the transcendental functions, both right to a few units in the last place.
 *
 * How far that reaches depends on the query: a sum of positive numbers stays right to the last digits, in a difference of
 * nearly equal ones nothing but the error may be left. So it is measured, by stochastic arithmetic (Vignes 1993; Parker
 * 1997): the query is computed again with just these results changed by a few units in the last place, and just these
 * series in another order.
 */

/** Relative; 8 units in the last place. */
const LAST_PLACES = 2 ** -49;

const transcendental = new Set(
  'exp ln log2 log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh ^ atan2'.split(' '),
);
const dependsOnOrder: ReadonlySet<string> = new Set<Aggregate['op']>(['sum', 'avg', 'stddev', 'stdvar']);
const keepsOrder = new Set(['label_replace', 'label_join']);

/** What of a query may come out differently in two right engines. */
interface Leeway {
  /** Nodes whose values are right to a few units in the last place only. */
  rounded: Set<Expr>;
  /** Nodes whose series come in any order. */
  unordered: Set<Expr>;
}

/** The leeway of a query; null when it has none, and the answers have to be the same. */
export function leewayOf(root: Expr): Leeway | null {
  const leeway: Leeway = { rounded: new Set(), unordered: new Set() };
  collect(leeway, root);
  return leeway.rounded.size > 0 ? leeway : null;
}

/** Walks a part of the query; true when its series come in the order in which the store has them. */
function collect(leeway: Leeway, expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
    case 'matrix':
      return true;
    case 'paren':
    case 'unary':
    case 'subquery':
      return collect(leeway, expr.expr);
    case 'aggregate':
      return collectAggregate(leeway, expr);
    case 'binary':
      collect(leeway, expr.left);
      collect(leeway, expr.right);
      if (transcendental.has(expr.op)) leeway.rounded.add(expr);
      leeway.unordered.add(expr);
      return false;
    case 'call':
      return collectCall(leeway, expr);
  }
}

function collectAggregate(leeway: Leeway, { op, expr, param }: Aggregate): boolean {
  if (param) collect(leeway, param);
  const ordered = collect(leeway, expr);
  // An error of so much in each operand does at least what another order of adding them up does.
  if (!ordered && dependsOnOrder.has(op)) leeway.rounded.add(unwrap(expr));
  return ordered && op !== 'topk' && op !== 'bottomk';
}

function collectCall(leeway: Leeway, call: Call): boolean {
  const ordered = call.args.map((arg) => collect(leeway, arg)).every(Boolean);
  if (transcendental.has(call.fn)) leeway.rounded.add(call);
  const overRange = call.args.some((arg) => ['matrix', 'subquery'].includes(unwrap(arg).kind));
  if (overRange || keepsOrder.has(call.fn)) return ordered;
  leeway.unordered.add(call);
  return false;
}

/** Makes use of the leeway at random. */
export function using({ rounded, unordered }: Leeway, random: () => number): Disturbance {
  const nearby = (x: number): number => x * (1 + (2 * random() - 1) * LAST_PLACES);
  const round = (column: Column): Column => ({ ...column, values: column.values.map(nearby) });
  return {
    vector(node, found) {
      const values = rounded.has(node) ? found.map(round) : found;
      return unordered.has(node) ? shuffled(values, random) : values;
    },
    scalar: (node, found) => (rounded.has(node) ? found.map(nearby) : found),
  };
}

function shuffled(vector: Vector, random: () => number): Vector {
  const result = [...vector];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
