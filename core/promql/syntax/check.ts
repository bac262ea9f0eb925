import { compileMatcher } from '../../shared/index.ts';
import {
  type Binary,
  type Call,
  type Expr,
  isComparison,
  isSetOp,
  type ValueType,
  type VectorSelector,
} from './ast.ts';
import { parseError, type Span } from '../promql-error.ts';
import { quote } from './scan.ts';
import { isExperimental, signatureOf } from './signatures.ts';

const spoken: Record<ValueType, string> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
};

/** The type of an expression that has passed `check`. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
    case 'aggregate':
      return 'vector';
    case 'matrix':
    case 'subquery':
      return 'matrix';
    case 'call':
      return signatureOf(expr.fn)?.returns ?? 'vector';
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    case 'unary':
    case 'paren':
      return typeOf(expr.expr);
  }
}

/** The static checks (types, arguments, matching clauses, regular expressions). Throws a bad_data `PromqlError`. */
export function check(expr: Expr, text: string): void {
  const fault = (span: Span, reason: string) => parseError(text, span, reason);
  const expect = (part: Expr, type: ValueType, where: string): void => {
    visit(part);
    const got = typeOf(part);
    if (got !== type) throw fault(part.span, `expected type ${spoken[type]} in ${where}, got ${spoken[got]}`);
  };

  const visit = (expr: Expr): void => {
    switch (expr.kind) {
      case 'number':
      case 'string':
        return;
      case 'selector':
        return selector(expr);
      case 'matrix':
        return selector(expr.selector);
      case 'paren':
        return visit(expr.expr);
      case 'subquery':
        visit(expr.expr);
        if (typeOf(expr.expr) !== 'vector') {
          throw fault(
            expr.span,
            `subquery is only allowed on instant vector, got ${spoken[typeOf(expr.expr)]} instead`,
          );
        }
        return;
      case 'unary': {
        visit(expr.expr);
        const type = typeOf(expr.expr);
        if (type === 'matrix' || type === 'string') {
          const allowed = 'unary expression only allowed on expressions of type scalar or instant vector';
          throw fault(expr.span, `${allowed}, got ${quote(spoken[type])}`);
        }
        return;
      }
      case 'aggregate':
        expect(expr.expr, 'vector', 'aggregation expression');
        if (!expr.param) return;
        return expect(expr.param, expr.op === 'count_values' ? 'string' : 'scalar', 'aggregation parameter');
      case 'call':
        return call(expr);
      case 'binary':
        return binary(expr);
    }
  };

  const selector = ({ matchers, span }: VectorSelector): void => {
    let acceptsEmpty = true;
    for (const matcher of matchers) {
      if (!compileMatcher(matcher)('')) acceptsEmpty = false;
    }
    if (acceptsEmpty) throw fault(span, 'vector selector must contain at least one non-empty matcher');
  };

  const call = ({ fn, args, span }: Call): void => {
    const signature = signatureOf(fn);
    if (!signature) {
      throw fault(
        span,
        isExperimental(fn)
          ? `the function ${quote(fn)} is experimental in Prometheus and not supported`
          : `unknown function with name ${quote(fn)}`,
      );
    }
    const most = signature.optional === Infinity ? Infinity : signature.args.length;
    const least = signature.args.length - (signature.optional === Infinity ? 1 : signature.optional);
    if (args.length < least || args.length > most) {
      const bound = least === most ? '' : args.length < least ? 'at least ' : 'at most ';
      const wanted = args.length < least ? least : most;
      throw fault(span, `expected ${bound}${wanted} argument(s) in call to ${quote(fn)}, got ${args.length}`);
    }
    args.forEach((arg, i) => {
      expect(arg, signature.args[Math.min(i, signature.args.length - 1)]!, `call to function ${quote(fn)}`);
    });
  };

  const binary = ({ op, left, right, bool, matching, span, opSpan }: Binary): void => {
    visit(left);
    visit(right);
    const types = [typeOf(left), typeOf(right)];
    const scalars = types.filter((type) => type === 'scalar').length;
    if (bool && !isComparison(op)) throw fault(opSpan, 'bool modifier can only be used on comparison operators');
    if (scalars === 2 && isComparison(op) && !bool) {
      throw fault(opSpan, 'comparisons between scalars must use BOOL modifier');
    }
    const twice = matching.labels?.on && matching.labels.names.find((name) => matching.include.includes(name));
    if (twice) throw fault(opSpan, `label ${quote(twice)} must not occur in ON and GROUP clause at once`);
    const wrong = [left, right].find((side) => typeOf(side) === 'string' || typeOf(side) === 'matrix');
    if (wrong) throw fault(wrong.span, 'binary expression must contain only scalar and instant vector types');
    if (scalars > 0 && matching.labels && matching.labels.names.length > 0) {
      throw fault(span, 'vector matching only allowed between instant vectors');
    }
    if (isSetOp(op) && matching.group) throw fault(span, `no grouping allowed for ${quote(op)} operation`);
    if (scalars > 0 && isSetOp(op))
      throw fault(span, `set operator ${quote(op)} not allowed in binary scalar expression`);
  };

  visit(expr);
}
