import { parseError, type PromqlError, type Span } from '../promql-error.ts';

export type TokenType = 'identifier' | 'number' | 'string' | 'symbol';

export interface Token extends Span {
  type: TokenType;
  text: string;
  /** Set on the parenthesis that closes the labels of a matching clause, behind which an operand stands. */
  closesClause?: boolean;
}

interface Opener extends Token {
  /** The word before it opens a matching clause. */
  opensClause: boolean;
}

export interface Scan {
  tokens: Token[];
  /**
   * The query as the grammar shall see it, of the same length: literals are replaced by the plainest of their kind, so
   * that Go's rules for strings, numbers and durations are decided here alone.
   */
  masked: string;
  /** The first fault of the text itself (a bad character, an open string, unbalanced brackets); scanning stopped there. */
  fault: (Span & { error: PromqlError }) | null;
}

const blank = /(?:[ \t\r\n]+|#[^\n]*)+/y;
const identifier = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const duration = /(?:\d+(?:ms|[smhdwy]))+/y;
const number = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y;
const string = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y;
const symbol = /==|=~|!=|!~|<\/|>\/|<=|>=|[-+*/%^=<>(){}[\],:@]/y;
const closerOf: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const bracketNames: Record<string, string> = {
  '(': 'left parenthesis',
  '[': 'left bracket',
  '{': 'left brace',
  ')': 'right parenthesis',
  ']': 'right bracket',
  '}': 'right brace',
};

/** Splits a query into tokens by Prometheus's lexical rules and prepares it for the grammar. Never throws. */
export function scan(text: string): Scan {
  const tokens: Token[] = [];
  const open: Opener[] = [];
  let masked = '';
  let at = 0;

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (type: TokenType, taken: string, mask: string): void => {
    tokens.push({ type, text: taken, from: at, to: at + taken.length });
    masked += mask;
    at += taken.length;
  };
  const stop = (reason: string, span: Span = { from: at, to: at + 1 }): Scan => ({
    tokens,
    masked,
    fault: { ...span, error: parseError(text, span, reason) },
  });

  while (at < text.length) {
    const space = take(blank);
    if (space !== null) {
      masked += space.replaceAll(/[^\n]/g, ' ');
      at += space.length;
      continue;
    }
    const word = take(identifier);
    // Inside brackets a colon separates a range from a step: `[5m:1m]`.
    if (word !== null && !(word.startsWith(':') && open.at(-1)?.text === '[')) {
      push('identifier', word, maskName(word, tokens.at(-1), open.at(-1)));
      continue;
    }
    const digits = take(duration) ?? take(number);
    if (digits !== null) {
      if (/^[\w.]/.test(text.slice(at + digits.length))) {
        const whole = /^[\w.]*/.exec(text.slice(at))![0];
        return stop(`bad number or duration syntax: ${quote(whole)}`, { from: at, to: at + whole.length });
      }
      // Right behind a word (`m.5`), its dot is what keeps the two apart for the grammar.
      const first = /\w$/.test(masked) ? digits[0]! : '1';
      push('number', digits, first.padEnd(digits.length, '1'));
      continue;
    }
    const quoted = take(string);
    if (quoted !== null) {
      push('string', quoted, `"${'_'.repeat(quoted.length - 2)}"`);
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at)!);
    if (char === '`') return stop('unterminated raw string', { from: at, to: text.length });
    if (char === '"' || char === "'") return stop('unterminated quoted string', { from: at, to: text.length });
    const inBraces = open.at(-1)?.text === '{';
    if (inBraces && /[([\])]/.test(char)) return stop(`unexpected character inside braces: '${char}'`);
    const mark = take(symbol);
    if (mark === null) return stop(`unexpected character: '${char}'`);
    if (mark in closerOf) {
      const opensClause = mark === '(' && /^(?:on|ignoring|group_left|group_right)$/i.test(tokens.at(-1)?.text ?? '');
      open.push({ type: 'symbol', text: mark, from: at, to: at + 1, opensClause });
    }
    let closesClause = false;
    if (mark === ')' || mark === ']' || mark === '}') {
      const opener = open.pop();
      if (!opener) return stop(`unexpected ${bracketNames[mark]!} '${mark}'`);
      if (closerOf[opener.text] !== mark)
        return stop(`unexpected ${bracketNames[mark]!} '${mark}', ${quote(closerOf[opener.text]!)} is missing`);
      closesClause = opener.opensClause;
    }
    push('symbol', mark, mark);
    if (closesClause) tokens.at(-1)!.closesClause = true;
  }
  const unclosed = open.at(-1);
  if (unclosed?.text === '{') {
    return stop('unexpected end of input inside braces', { from: text.length, to: text.length });
  }
  if (unclosed) return stop(`unclosed ${bracketNames[unclosed.text]!}`, { from: text.length, to: text.length });
  return { tokens, masked, fault: null };
}

/**
 * Names as the grammar takes them. Prometheus lets names with colons stand in grouping clauses, the grammar only where a
 * metric is meant; between braces neither does.
 */
function maskName(word: string, before: Token | undefined, inside: Token | undefined): string {
  if (inside?.text === '{') return word;
  return isOffsetAsMetric(word, before) ? `${word.slice(0, -1)}_` : word.replaceAll(':', '_');
}

/** `offset` is a keyword to the grammar, but to Prometheus a metric name where an operand has to stand. */
const isOffsetAsMetric = (word: string, before: Token | undefined): boolean =>
  word.toLowerCase() === 'offset' &&
  (!before ||
    before.closesClause === true ||
    (before.type === 'symbol' && !')]}'.includes(before.text)) ||
    /^(?:and|or|unless|atan2|bool)$/i.test(before.text));

/** A text in Go's double quotes, as Prometheus quotes names and values in its messages. */
export const quote = (text: string): string => JSON.stringify(text);

const keywords = new Set('bool by group_left group_right ignoring offset on without'.split(' '));

/** How a token is called in an error message. */
export function describeToken(token: Token | undefined): string {
  if (!token) return 'end of input';
  const { type, text } = token;
  if (type === 'symbol') return /^(?:[-+*/%^<>]|[=!<>]=)$/.test(text) ? `<op:${text}>` : quote(text);
  if (type === 'identifier' && keywords.has(text.toLowerCase())) return `<${text.toLowerCase()}>`;
  return `${type === 'identifier' && text.includes(':') ? 'metric identifier' : type} ${quote(text)}`;
}
