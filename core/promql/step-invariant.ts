import type { Expr } from './syntax/ast.ts';

/** Functions whose result depends on the evaluation time even when their arguments do not. */
const timeDependent = new Set(['time', 'timestamp', 'predict_linear']);

/** True when the expression has the same value at every step: each of its selectors is pinned by `@`. */
export function isStepInvariant(expr: Expr): boolean {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return true;
    case 'selector':
    case 'subquery':
      return expr.at !== null;
    case 'matrix':
      return expr.selector.at !== null;
    case 'paren':
    case 'unary':
      return isStepInvariant(expr.expr);
    case 'aggregate':
      return isStepInvariant(expr.expr) && (!expr.param || isStepInvariant(expr.param));
    case 'binary':
      return isStepInvariant(expr.left) && isStepInvariant(expr.right);
    case 'call':
      // Without arguments: time(), and the date functions, which then mean the evaluation time.
      return expr.args.length > 0 && !timeDependent.has(expr.fn) && expr.args.every(isStepInvariant);
  }
}
