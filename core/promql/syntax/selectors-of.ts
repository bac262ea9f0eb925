import type { Matcher } from '../../shared/index.ts';
import type { At, Expr, TimeShift, VectorSelector } from './ast.ts';

/** A selector of an expression and the samples it can touch, relative to the evaluation time. */
export interface SelectorUse {
  matchers: readonly Matcher[];
  /** Samples are read from (t − fromMs, t − toMs]; the lookback is not included where `rangeMs` is null. */
  fromMs: number;
  toMs: number;
  rangeMs: number | null;
  /** When pinned by `@` (its own or an enclosing subquery's), the bounds are relative to that time instead. */
  at: At | null;
}

/** Every selector of an expression in the order of the text, with the time it reaches back through enclosing subqueries. */
export function selectorsOf(expr: Expr): SelectorUse[] {
  const uses: SelectorUse[] = [];
  const use = (selector: VectorSelector, rangeMs: number | null, outer: Reach): void => {
    const { fromMs, toMs, at } = shifted(outer, selector);
    uses.push({ matchers: selector.matchers, fromMs: fromMs + (rangeMs ?? 0), toMs, rangeMs, at });
  };
  const visit = (expr: Expr, outer: Reach): void => {
    switch (expr.kind) {
      case 'number':
      case 'string':
        return;
      case 'selector':
        return use(expr, null, outer);
      case 'matrix':
        return use(expr.selector, expr.rangeMs, outer);
      case 'subquery': {
        const reach = shifted(outer, expr);
        return visit(expr.expr, { ...reach, fromMs: reach.fromMs + expr.rangeMs });
      }
      case 'paren':
      case 'unary':
        return visit(expr.expr, outer);
      case 'aggregate':
        if (expr.param) visit(expr.param, outer);
        return visit(expr.expr, outer);
      case 'call':
        return expr.args.forEach((arg) => visit(arg, outer));
      case 'binary':
        visit(expr.left, outer);
        return visit(expr.right, outer);
    }
  };
  visit(expr, { fromMs: 0, toMs: 0, at: null });
  return uses;
}

interface Reach {
  fromMs: number;
  toMs: number;
  at: At | null;
}

/** `@` starts anew from its own time; `offset` moves both ends. */
const shifted = (outer: Reach, { at, offsetMs }: TimeShift): Reach =>
  at === null
    ? { fromMs: outer.fromMs + offsetMs, toMs: outer.toMs + offsetMs, at: outer.at }
    : { fromMs: offsetMs, toMs: offsetMs, at };
