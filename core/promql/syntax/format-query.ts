import { formatDuration, METRIC_NAME } from '../../shared/index.ts';
import type { Aggregate, Binary, Expr, TimeShift, VectorSelector } from './ast.ts';
import { compareText } from '../label-set.ts';
import { typeOf } from './check.ts';
import { formatPlain } from '../format-value.ts';
import { quote } from './scan.ts';

/** What fits into this many characters stays on one line, however far that is indented. */
const WIDTH = 100;
const INDENT = '  ';

/** Writes an expression in Prometheus's own style, broken over lines where it is long (as `promtool promql format`). */
export function formatQuery(expr: Expr): string {
  return layOut(expr, 0);
}

/** The expression on a single line. */
export function inline(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return formatNumber(expr.value, expr.isDuration);
    case 'string':
      return quote(expr.value);
    case 'selector':
      return inlineSelector(expr) + inlineShift(expr);
    case 'matrix':
      return `${inlineSelector(expr.selector)}[${formatDuration(expr.rangeMs)}]${inlineShift(expr.selector)}`;
    case 'subquery':
      return inline(expr.expr) + subqueryRange(expr);
    case 'paren':
      return `(${inline(expr.expr)})`;
    case 'unary':
      return expr.op + inline(expr.expr);
    case 'call':
      return `${expr.fn}(${expr.args.map(inline).join(', ')})`;
    case 'aggregate':
      return `${aggregateHead(expr)}(${aggregateArgs(expr).map(inline).join(', ')})`;
    case 'binary':
      return `${inline(expr.left)} ${operator(expr)} ${inline(expr.right)}`;
  }
}

function layOut(expr: Expr, depth: number): string {
  const pad = INDENT.repeat(depth);
  const text = inline(expr);
  const line = pad + text;
  if (text.length <= WIDTH) return line;
  const list = (head: string, parts: readonly Expr[], tail: string): string =>
    `${pad}${head}\n${parts.map((part) => layOut(part, depth + 1)).join(',\n')}\n${pad}${tail}`;
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
    case 'matrix':
      return line;
    case 'subquery':
      return layOut(expr.expr, depth) + subqueryRange(expr);
    case 'paren':
      return list('(', [expr.expr], ')');
    case 'unary':
      return pad + expr.op + layOut(expr.expr, depth).trimStart();
    case 'call':
      return list(`${expr.fn}(`, expr.args, ')');
    case 'aggregate':
      return list(`${aggregateHead(expr)}(`, aggregateArgs(expr), ')');
    case 'binary':
      return `${layOut(expr.left, depth + 1)}\n${pad}${operator(expr)}\n${layOut(expr.right, depth + 1)}`;
  }
}

const formatNumber = (value: number, isDuration: boolean): string =>
  isDuration ? (value < 0 ? '-' : '') + formatDuration(Math.abs(value) * 1000) : formatPlain(value);

function inlineSelector({ name, matchers }: VectorSelector): string {
  const pairs = matchers
    .filter((matcher) => name === '' || matcher.name !== METRIC_NAME)
    .map((matcher) => formatLabel(matcher.name) + matcher.op + quote(matcher.value))
    .sort(compareText);
  return name + (pairs.length > 0 ? `{${pairs.join(',')}}` : '');
}

const formatLabel = (name: string): string => (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name));

function inlineShift({ at, offsetMs }: TimeShift): string {
  const pin = at === null ? '' : typeof at === 'string' ? ` @ ${at}()` : ` @ ${(at / 1000).toFixed(3)}`;
  return pin + (offsetMs === 0 ? '' : ` offset ${formatDuration(offsetMs)}`);
}

const subqueryRange = (expr: Extract<Expr, { kind: 'subquery' }>): string =>
  `[${formatDuration(expr.rangeMs)}:${expr.stepMs === null ? '' : formatDuration(expr.stepMs)}]${inlineShift(expr)}`;

const aggregateArgs = ({ param, expr }: Aggregate): Expr[] => (param ? [param, expr] : [expr]);

const aggregateHead = ({ op, grouping }: Aggregate): string => {
  if (!grouping || (!grouping.without && grouping.labels.length === 0)) return op;
  return `${op} ${grouping.without ? 'without' : 'by'} ${labelList(grouping.labels)} `;
};

const labelList = (labels: readonly string[]): string => `(${labels.map(formatGroupingLabel).join(', ')})`;

/** Between parentheses a colon needs no quotes. */
const formatGroupingLabel = (name: string): string => (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : quote(name));

function operator({ op, bool, matching, left, right }: Binary): string {
  const sign = bool ? `${op} bool` : op;
  const { labels, group, include } = matching;
  // With a scalar there is nothing to match, and an empty `ignoring` says nothing unless it carries a group.
  const isSilent = !labels || (!labels.on && labels.names.length === 0 && !group);
  if (isSilent || typeOf(left) === 'scalar' || typeOf(right) === 'scalar') return sign;
  const clause = `${sign} ${labels.on ? 'on' : 'ignoring'} ${labelList(labels.names)}`;
  return group ? `${clause} group_${group} ${labelList(include)}` : clause;
}
