import { formatPlain } from '../format-value.ts';
import { type At, type Binary, type Call, type Expr, isSetOp, type TimeShift, type VectorSelector } from './ast.ts';
import { typeOf } from './check.ts';
import { signatureOf } from './signatures.ts';

/** A value that JSON can write. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The syntax tree of an expression in the words of Prometheus's `/api/v1/parse_query`, from which its page draws its tree
 * view. Durations and times are milliseconds.
 */
export function astJson(expr: Expr): Json {
  switch (expr.kind) {
    case 'number':
      return { type: 'numberLiteral', val: formatPlain(expr.value) };
    case 'string':
      return { type: 'stringLiteral', val: expr.value };
    case 'selector':
      return { type: 'vectorSelector', ...selectorParts(expr) };
    case 'matrix':
      return { type: 'matrixSelector', ...selectorParts(expr.selector), range: Math.trunc(expr.rangeMs) };
    case 'subquery':
      return {
        type: 'subquery',
        expr: astJson(expr.expr),
        range: Math.trunc(expr.rangeMs),
        step: Math.trunc(expr.stepMs ?? 0),
        ...shiftParts(expr),
      };
    case 'paren':
      return { type: 'parenExpr', expr: astJson(expr.expr) };
    case 'unary':
      return unaryParts(expr.op, expr.expr);
    case 'binary':
      return binaryParts(expr);
    case 'call':
      return callParts(expr);
    case 'aggregate':
      return {
        type: 'aggregation',
        op: expr.op,
        expr: astJson(expr.expr),
        param: expr.param && astJson(expr.param),
        grouping: expr.grouping?.labels ?? [],
        without: expr.grouping?.without ?? false,
      };
  }
}

/** A sign in front of a number is part of the number. */
function unaryParts(op: '+' | '-', operand: Expr): Json {
  if (operand.kind === 'number') return astJson({ ...operand, value: op === '-' ? -operand.value : operand.value });
  return { type: 'unaryExpr', op, expr: astJson(operand) };
}

function binaryParts(expr: Binary): Json {
  return {
    type: 'binaryExpr',
    op: expr.op,
    lhs: astJson(expr.left),
    rhs: astJson(expr.right),
    bool: expr.bool,
    matching: matchingParts(expr),
  };
}

/** Between two vectors there always is a matching, else never. */
function matchingParts({ op, left, right, matching: { labels, group, include } }: Binary): Json {
  if (typeOf(left) !== 'vector' || typeOf(right) !== 'vector') return null;
  const one = group === 'left' ? 'many-to-one' : group === 'right' ? 'one-to-many' : 'one-to-one';
  return {
    card: isSetOp(op) ? 'many-to-many' : one,
    labels: labels?.names ?? [],
    on: labels?.on ?? false,
    include,
  };
}

function callParts({ fn, args }: Call): Json {
  const { args: argTypes, optional, returns } = signatureOf(fn)!;
  return {
    type: 'call',
    // −1: any number of the last argument.
    func: { name: fn, argTypes: [...argTypes], variadic: optional === Infinity ? -1 : optional, returnType: returns },
    args: args.map(astJson),
  };
}

const selectorParts = (selector: VectorSelector) => ({
  name: selector.name,
  matchers: selector.matchers.map(({ name, op, value }) => ({ name, type: op, value })),
  ...shiftParts(selector),
});

const shiftParts = ({ offsetMs, at }: TimeShift) => ({
  offset: Math.trunc(offsetMs),
  timestamp: typeof at === 'number' ? at : null,
  startOrEnd: pinOf(at),
});

const pinOf = (at: At | null): 'start' | 'end' | null => (at === 'start' || at === 'end' ? at : null);
