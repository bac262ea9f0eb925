import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Matcher } from '../../shared/index.ts';
import type { Expr } from './ast.ts';
import { check } from './check.ts';
import { Reader } from './read.ts';
import { parseError } from '../promql-error.ts';
import { scan, type Scan } from './scan.ts';
import { syntaxError } from './syntax-error.ts';

/**
 * Parses and type-checks a PromQL expression. Throws a `PromqlError` of type bad_data whose message reads like
 * Prometheus's (`1:5: parse error: …`).
 */
export function parseQuery(text: string): Expr {
  const expr = read(text);
  check(expr, text);
  return expr;
}

/** Parses the text of a `match[]` parameter: one vector selector without `offset` or `@`. */
export function parseSelector(text: string): Matcher[] {
  const expr = read(text);
  if (expr.kind !== 'selector' || expr.at !== null || expr.offsetMs !== 0) {
    throw parseError(text, expr.span, 'a series selector such as up{job="x"} was expected, and nothing else');
  }
  check(expr, text);
  return expr.matchers;
}

/** Reading is not sliced, so there is an end to what is read. */
const MOST_CHARACTERS = 100_000;

function read(text: string): Expr {
  if (text.length > MOST_CHARACTERS) {
    throw parseError(text, { from: 0, to: 0 }, `the query has more than ${MOST_CHARACTERS} characters`);
  }
  const scanned = scan(text);
  if (scanned.tokens.length === 0 && !scanned.fault) {
    throw parseError(text, { from: 0, to: 0 }, 'no expression found in input');
  }
  const top = parser.parse(scanned.masked).topNode;
  const broken = firstBroken(top);
  const { fault } = scanned;
  if (fault && (broken === null || fault.from <= tokenFrom(scanned, broken))) throw fault.error;
  if (broken !== null) throw syntaxError(text, scanned, broken);
  return new Reader(text).expression(top.firstChild!);
}

/** Where the grammar first had to guess, in document order; null when it never had to. */
function firstBroken(top: SyntaxNode): number | null {
  let first: number | null = null;
  top.cursor().iterate((node) => {
    if (node.type.isError && (first === null || node.from < first)) first = node.from;
  });
  return first;
}

const tokenFrom = (scanned: Scan, offset: number): number =>
  scanned.tokens.find((token) => token.to > offset)?.from ?? scanned.masked.length;
