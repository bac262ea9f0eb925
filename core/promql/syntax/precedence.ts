import type { Binary, BinaryOp, Expr } from './ast.ts';
import type { Span } from '../promql-error.ts';

/** An expression in the order it was written: operands, the operators around them, and what follows an operand. */
export type Item =
  | { kind: 'operand'; expr: Expr }
  | { kind: 'sign'; op: '+' | '-'; from: number }
  | { kind: 'operator'; op: BinaryOp; bool: boolean; matching: Binary['matching']; opSpan: Span }
  | { kind: 'suffix'; apply: (expr: Expr) => Expr };

const precedence: Record<BinaryOp, number> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<=': 3,
  '<': 3,
  '>=': 3,
  '>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};
const tightest = precedence['^'];

/**
 * Builds the tree by precedence: suffixes (`[5m]`, `offset`, `@`) bind tightest, then `^` (right-associative), then
 * signs and `* / % atan2`, and so on. A sign before a number literal becomes part of it.
 */
export function associate(items: readonly Item[]): Expr {
  let next = 0;

  const operand = (): Expr => {
    const item = items[next++];
    if (item?.kind === 'sign') {
      const expr = climb(tightest);
      const span = { from: item.from, to: expr.span.to };
      if (expr.kind === 'number') return { ...expr, value: item.op === '-' ? -expr.value : expr.value, span };
      return { kind: 'unary', op: item.op, expr, span };
    }
    if (item?.kind !== 'operand') throw new Error('an operand was expected');
    let expr = item.expr;
    for (let suffix = items[next]; suffix?.kind === 'suffix'; suffix = items[++next]) expr = suffix.apply(expr);
    return expr;
  };

  const climb = (least: number): Expr => {
    let left = operand();
    for (let item = items[next]; item?.kind === 'operator'; item = items[next]) {
      const { op, bool, matching, opSpan } = item;
      const strength = precedence[op];
      if (strength < least) break;
      next++;
      const right = climb(op === '^' ? strength : strength + 1);
      const span = { from: left.span.from, to: right.span.to };
      left = { kind: 'binary', op, bool, matching, opSpan, left, right, span };
    }
    return left;
  };

  return climb(0);
}
