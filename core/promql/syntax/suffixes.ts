import type { At, Expr, MatrixSelector, Subquery, TimeShift } from './ast.ts';
import type { PromqlError, Span } from '../promql-error.ts';

type Fault = (span: Span, reason: string) => PromqlError;

/** `expr[range]`: only a bare vector selector can be widened to a range. `bracket`: where the range stands. */
export function withRange(expr: Expr, rangeMs: number, bracket: Span, fault: Fault): MatrixSelector {
  if (expr.kind !== 'selector') throw fault(bracket, 'ranges only allowed for vector selectors');
  if (expr.offsetMs !== 0) throw fault(bracket, 'no offset modifiers allowed before range');
  // `v @ start()[5m]` is let through, as Prometheus lets it.
  if (typeof expr.at === 'number') throw fault(bracket, 'no @ modifiers allowed before range');
  return { kind: 'matrix', selector: expr, rangeMs, span: { from: expr.span.from, to: bracket.to } };
}

/** `expr[range:step]`. */
export const withSubquery = (expr: Expr, rangeMs: number, stepMs: number | null, to: number): Subquery => ({
  kind: 'subquery',
  expr,
  rangeMs,
  stepMs,
  offsetMs: 0,
  at: null,
  span: { from: expr.span.from, to },
});

/** `expr offset duration`. */
export function shiftBy(expr: Expr, offsetMs: number, to: number, fault: Fault): Expr {
  return reshape(expr, to, fault, 'offset modifier', (shift) => {
    if (shift.offsetMs !== 0) throw fault(expr.span, 'offset may not be set multiple times');
    return { offsetMs, at: shift.at };
  });
}

/** `expr @ time`. */
export function pinTo(expr: Expr, at: At, to: number, fault: Fault): Expr {
  return reshape(expr, to, fault, '@ modifier', (shift) => {
    if (shift.at !== null) throw fault(expr.span, '@ <timestamp> may not be set multiple times');
    return { offsetMs: shift.offsetMs, at };
  });
}

function reshape(expr: Expr, to: number, fault: Fault, what: string, change: (shift: TimeShift) => TimeShift): Expr {
  const span = { from: expr.span.from, to };
  switch (expr.kind) {
    case 'selector':
    case 'subquery':
      return { ...expr, ...change(expr), span };
    case 'matrix':
      return { ...expr, selector: { ...expr.selector, ...change(expr.selector) }, span };
    default:
      throw fault(
        expr.span,
        `${what} must be preceded by an instant vector selector or range vector selector or a subquery`,
      );
  }
}
