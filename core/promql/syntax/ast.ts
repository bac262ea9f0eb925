import type { Matcher } from '../../shared/index.ts';
import type { Span } from '../promql-error.ts';

/** The four types of an expression; every node's type is known before evaluation. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2';
export type ComparisonOp = '==' | '!=' | '<=' | '<' | '>=' | '>';
export type SetOp = 'and' | 'or' | 'unless';
export type BinaryOp = ArithmeticOp | ComparisonOp | SetOp;

export type AggregateOp =
  | 'sum'
  | 'avg'
  | 'count'
  | 'min'
  | 'max'
  | 'group'
  | 'stddev'
  | 'stdvar'
  | 'quantile'
  | 'topk'
  | 'bottomk'
  | 'count_values';

/** The time an `@` pins a selector to: Unix milliseconds, or an end of the whole query. */
export type At = number | 'start' | 'end';

/** `offset` and `@`, the same on vector selectors, range selectors (through their vector) and subqueries. */
export interface TimeShift {
  /** Milliseconds into the past; negative looks forward. */
  offsetMs: number;
  at: At | null;
}

export interface NumberLiteral {
  kind: 'number';
  value: number;
  /** True for a duration written where a number stands (`5m` is 300). */
  isDuration: boolean;
  span: Span;
}

export interface StringLiteral {
  kind: 'string';
  value: string;
  span: Span;
}

export interface VectorSelector extends TimeShift {
  kind: 'selector';
  /** The metric name when it stands before the braces, else ''. */
  name: string;
  /** All matchers; that of the name is among them. */
  matchers: Matcher[];
  span: Span;
}

export interface MatrixSelector {
  kind: 'matrix';
  selector: VectorSelector;
  rangeMs: number;
  span: Span;
}

export interface Subquery extends TimeShift {
  kind: 'subquery';
  expr: Expr;
  rangeMs: number;
  /** null: the engine's default step. */
  stepMs: number | null;
  span: Span;
}

export interface Call {
  kind: 'call';
  fn: string;
  args: Expr[];
  span: Span;
}

export interface Aggregate {
  kind: 'aggregate';
  op: AggregateOp;
  expr: Expr;
  param: Expr | null;
  /** null: no clause. */
  grouping: { without: boolean; labels: string[] } | null;
  span: Span;
}

export interface VectorMatching {
  /** null: neither `on` nor `ignoring`. */
  labels: { on: boolean; names: string[] } | null;
  group: 'left' | 'right' | null;
  /** Labels that group_left/right copies from the "one" side. */
  include: string[];
}

export interface Binary {
  kind: 'binary';
  op: BinaryOp;
  left: Expr;
  right: Expr;
  bool: boolean;
  matching: VectorMatching;
  /** Where the operator stands. */
  opSpan: Span;
  span: Span;
}

export interface Unary {
  kind: 'unary';
  op: '+' | '-';
  expr: Expr;
  span: Span;
}

export interface Paren {
  kind: 'paren';
  expr: Expr;
  span: Span;
}

export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Unary
  | Paren;

/** The expression inside any number of parentheses. */
export function unwrap(expr: Expr): Exclude<Expr, Paren> {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}

const comparisons: ReadonlySet<string> = new Set<ComparisonOp>(['==', '!=', '<=', '<', '>=', '>']);
const sets: ReadonlySet<string> = new Set<SetOp>(['and', 'or', 'unless']);
export const isComparison = (op: BinaryOp): op is ComparisonOp => comparisons.has(op);
export const isSetOp = (op: BinaryOp): op is SetOp => sets.has(op);
