import type { SyntaxNode } from '@lezer/common';
import { compileMatcher, METRIC_NAME, type MatchOp, type Matcher, reasonOf } from '../../shared/index.ts';
import type { Aggregate, AggregateOp, At, Binary, BinaryOp, Expr, VectorSelector } from './ast.ts';
import { parseDurationMs, parseNumber, unquote } from './literals.ts';
import { associate, type Item } from './precedence.ts';
import { parseError, type PromqlError, type Span } from '../promql-error.ts';
import { quote } from './scan.ts';
import { pinTo, shiftBy, withRange, withSubquery } from './suffixes.ts';

/** Deeper nesting than this is refused rather than left to overflow the stack. */
const MAX_DEPTH = 1000;

const experimentalAggregates = new Set(['limitk', 'limit_ratio']);
const setWords = new Set(['and', 'or', 'unless', 'atan2']);

/** Turns the grammar's tree into our own; the tree holds no error nodes any more when it gets here. */
export class Reader {
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The grammar's own idea of precedence is not used: the operators are listed and put together by `associate`. */
  expression(node: SyntaxNode): Expr {
    if (++this.#depth > MAX_DEPTH) throw this.#fault(node, `expression nested deeper than ${MAX_DEPTH} levels`);
    const items: Item[] = [];
    this.#list(node, items);
    const expr = associate(items);
    this.#depth--;
    return expr;
  }

  #list(node: SyntaxNode, items: Item[]): void {
    if (items.length > 4 * MAX_DEPTH) throw this.#fault(node, `more than ${MAX_DEPTH} operators in one expression`);
    const inner = node.firstChild;
    switch (node.name) {
      case 'BinaryExpr':
        this.#list(inner!, items);
        items.push(this.#operator(node));
        this.#list(node.lastChild!, items);
        return;
      case 'UnaryExpr':
        items.push({ kind: 'sign', op: this.#slice(inner!) as '+' | '-', from: node.from });
        this.#list(node.lastChild!, items);
        return;
      case 'NumberDurationLiteral': {
        const text = this.#slice(node);
        const sign = text[0]!;
        const digits = sign === '-' || sign === '+' ? text.slice(1).trimStart() : text;
        if (digits !== text) items.push({ kind: 'sign', op: sign as '+' | '-', from: node.from });
        const span = { from: node.to - digits.length, to: node.to };
        items.push({ kind: 'operand', expr: this.#number(digits, span) });
        return;
      }
      case 'OffsetExpr': {
        this.#list(inner!, items);
        const offsetMs = this.#duration(node.lastChild!);
        items.push({ kind: 'suffix', apply: (expr) => shiftBy(expr, offsetMs, node.to, this.#fault) });
        return;
      }
      case 'StepInvariantExpr': {
        this.#list(inner!, items);
        const at = this.#at(node);
        items.push({ kind: 'suffix', apply: (expr) => pinTo(expr, at, node.to, this.#fault) });
        return;
      }
      case 'MatrixSelector': {
        this.#list(inner!, items);
        const rangeMs = this.#range(node.getChild('DurationExpr')!);
        const bracket = { from: this.#text.indexOf('[', inner!.to), to: node.to };
        items.push({ kind: 'suffix', apply: (expr) => withRange(expr, rangeMs, bracket, this.#fault) });
        return;
      }
      case 'SubqueryExpr': {
        this.#list(inner!, items);
        const [range, step] = node.getChildren('DurationExpr');
        const rangeMs = this.#range(range!);
        const stepMs = step ? this.#range(step) : null;
        items.push({ kind: 'suffix', apply: (expr) => withSubquery(expr, rangeMs, stepMs, node.to) });
        return;
      }
      case 'AnchoredExpr':
      case 'SmoothedExpr':
        throw this.#fault(
          node.lastChild!,
          `${this.#slice(node.lastChild!)} selectors are experimental and not supported`,
        );
      default:
        items.push({ kind: 'operand', expr: this.#operand(node) });
    }
  }

  #operand(node: SyntaxNode): Expr {
    const span = { from: node.from, to: node.to };
    switch (node.name) {
      case 'ParenExpr':
        return { kind: 'paren', expr: this.expression(node.firstChild!), span };
      case 'StringLiteral':
        return { kind: 'string', value: this.#string(node), span };
      case 'VectorSelector':
        return this.#selector(node);
      case 'FunctionCall':
        return { kind: 'call', fn: this.#slice(node.firstChild!), args: this.#args(node), span };
      case 'AggregateExpr':
        return this.#aggregate(node);
      default:
        throw this.#fault(node, `unexpected ${quote(this.#slice(node))}`);
    }
  }

  #number(digits: string, span: Span): Expr {
    const value = parseNumber(digits);
    if (value !== null) return { kind: 'number', value, isDuration: false, span };
    const durationMs = parseDurationMs(digits);
    if (durationMs !== null) return { kind: 'number', value: durationMs / 1000, isDuration: true, span };
    const reason = /^(?:\d+[a-z]+)+$/.test(digits) ? 'not a valid duration string' : 'error parsing number';
    throw this.#fault(span, `${reason}: ${quote(digits)}`);
  }

  #selector(node: SyntaxNode): VectorSelector {
    const identifier = node.getChild('Identifier');
    const name = identifier ? this.#slice(identifier) : '';
    const matchers: Matcher[] = [];
    const list = node.getChild('LabelMatchers');
    for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
      if (child.name === 'QuotedLabelName') {
        matchers.push({ name: METRIC_NAME, op: '=', value: this.#string(child.firstChild!) });
        continue;
      }
      const label = child.firstChild!;
      const op = this.#slice(child.getChild('MatchOp')!) as MatchOp;
      const matcher = { name: this.#label(label), op, value: this.#string(child.lastChild!) };
      try {
        compileMatcher(matcher);
      } catch (error) {
        throw this.#fault(child, reasonOf(error));
      }
      matchers.push(matcher);
    }
    if (name !== '') {
      const again = matchers.find((matcher) => matcher.name === METRIC_NAME);
      if (again) throw this.#fault(node, `metric name must not be set twice: ${quote(name)} or ${quote(again.value)}`);
      matchers.push({ name: METRIC_NAME, op: '=', value: name });
    }
    return { kind: 'selector', name, matchers, offsetMs: 0, at: null, span: { from: node.from, to: node.to } };
  }

  #aggregate(node: SyntaxNode): Aggregate {
    const op = this.#slice(node.firstChild!).toLowerCase();
    if (experimentalAggregates.has(op)) {
      throw this.#fault(node, `the aggregation ${op} is experimental in Prometheus and not supported`);
    }
    const modifier = node.getChild('AggregateModifier');
    const args = this.#args(node);
    const wanted = ['quantile', 'topk', 'bottomk', 'count_values'].includes(op) ? 2 : 1;
    if (args.length === 0) throw this.#fault(node, 'no arguments for aggregate expression provided');
    if (args.length !== wanted) {
      const counts = `expected ${wanted}, got ${args.length}`;
      throw this.#fault(node, `wrong number of arguments for aggregate expression provided, ${counts}`);
    }
    return {
      kind: 'aggregate',
      op: op as AggregateOp,
      expr: args.at(-1)!,
      param: wanted === 2 ? args[0]! : null,
      grouping: modifier && {
        without: modifier.firstChild!.name === 'Without',
        labels: this.#labels(modifier.getChild('GroupingLabels')!),
      },
      span: { from: node.from, to: node.to },
    };
  }

  #operator(node: SyntaxNode): Item {
    const sign = node.firstChild!.nextSibling!;
    const word = this.#slice(sign).toLowerCase();
    if (word === '</' || word === '>/')
      throw this.#fault(sign, `the trim operator ${word} is experimental and not supported`);
    if (!setWords.has(word) && !/^(?:[-+*/%^<>]|[=!<>]=)$/.test(word))
      throw this.#fault(sign, `unexpected ${quote(word)}`);
    const fill = node.getChild('FillModifier');
    if (fill) throw this.#fault(fill, 'fill modifiers are experimental and not supported');
    return {
      kind: 'operator',
      op: word as BinaryOp,
      bool: node.getChild('BoolModifier') !== null,
      matching: this.#matching(node.getChild('MatchingModifierClause')),
      opSpan: { from: sign.from, to: sign.to },
    };
  }

  #matching(clause: SyntaxNode | null): Binary['matching'] {
    if (!clause) return { labels: null, group: null, include: [] };
    const [labels, include] = clause.getChildren('GroupingLabels');
    const left = clause.getChild('GroupLeft');
    return {
      labels: { on: clause.firstChild!.name === 'On', names: this.#labels(labels!) },
      group: left ? 'left' : clause.getChild('GroupRight') ? 'right' : null,
      include: include ? this.#labels(include) : [],
    };
  }

  #args(node: SyntaxNode): Expr[] {
    const args: Expr[] = [];
    for (let arg = node.getChild('FunctionCallBody')!.firstChild; arg; arg = arg.nextSibling)
      args.push(this.expression(arg));
    return args;
  }

  #labels(list: SyntaxNode): string[] {
    const labels: string[] = [];
    for (let child = list.firstChild; child; child = child.nextSibling) labels.push(this.#label(child));
    return labels;
  }

  #label(node: SyntaxNode): string {
    if (node.name !== 'QuotedLabelName') return this.#slice(node);
    const name = this.#string(node.firstChild!);
    if (name === '') throw this.#fault(node, 'a label name cannot be empty');
    return name;
  }

  #string(node: SyntaxNode): string {
    const value = unquote(this.#slice(node));
    if (value === null) throw this.#fault(node, `unknown escape sequence in ${this.#slice(node)}`);
    return value;
  }

  #at(node: SyntaxNode): At {
    const preprocessor = node.getChild('AtModifierPreprocessors');
    if (preprocessor) return preprocessor.firstChild!.name === 'AtStart' ? 'start' : 'end';
    const text = this.#slice(node.lastChild!);
    const [, sign, digits] = /^([-+]?)\s*(.*)$/s.exec(text)!;
    const seconds = parseNumber(digits!) ?? (parseDurationMs(digits!) ?? NaN) / 1000;
    const atMs = Math.round(seconds * 1000) * (sign === '-' ? -1 : 1);
    if (!(Math.abs(seconds) < 2 ** 63 / 1000))
      throw this.#fault(node.lastChild!, `timestamp out of bounds for @ modifier: ${text}`);
    return atMs;
  }

  #range(node: SyntaxNode): number {
    const durationMs = this.#duration(node);
    if (durationMs <= 0) throw this.#fault(node, 'duration must be greater than 0');
    return durationMs;
  }

  /** A literal, perhaps with signs before it: other arithmetic in durations is not part of the stable language. */
  #duration(node: SyntaxNode): number {
    const text = this.#slice(node);
    const [, signs, literal] = /^([-+\s]*)([\w.]+)$/.exec(text) ?? [];
    if (literal === undefined) throw this.#fault(node, `arithmetic in durations is not supported: ${quote(text)}`);
    const durationMs = parseDurationMs(literal);
    if (durationMs === null) throw this.#fault(node, `not a valid duration string: ${quote(text)}`);
    return signs!.replaceAll(/[^-]/g, '').length % 2 === 1 ? -durationMs : durationMs;
  }

  readonly #slice = (span: Span): string => this.#text.slice(span.from, span.to);
  readonly #fault = (span: Span, reason: string): PromqlError =>
    parseError(this.#text, { from: span.from, to: span.to }, reason);
}
