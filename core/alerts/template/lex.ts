import { TemplateError } from './values.ts';

export type TokenKind = 'field' | 'variable' | 'identifier' | 'string' | 'char' | 'number' | 'dot' | 'symbol';

/** A word inside `{{ }}`. */
export interface Token {
  kind: TokenKind;
  /** A string's value; of everything else the text, without a field's dot. */
  text: string;
  /** Offset in the template. */
  at: number;
  /** Whether white space comes before it: `.a.b` is one operand, `.a .b` are two. */
  spaced: boolean;
}

export type Piece = { kind: 'text'; text: string } | { kind: 'action'; tokens: Token[]; at: number };

/** Splits a template into its text and its actions. Throws `TemplateError` with Go's words. */
export function lexTemplate(source: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', from);
    let text = source.slice(from, open < 0 ? undefined : open);
    if (trimNext) text = text.replace(/^[ \t\r\n]+/, '');
    if (open < 0) {
      if (text !== '') pieces.push({ kind: 'text', text });
      return pieces;
    }
    const trimBefore = /^-[ \t\r\n]/.test(source.slice(open + 2, open + 4));
    if (trimBefore) text = text.replace(/[ \t\r\n]+$/, '');
    if (text !== '') pieces.push({ kind: 'text', text });
    const start = open + 2 + (trimBefore ? 2 : 0);
    const comment = /^\/\*[^]*?\*\/([ \t\r\n]-)?\}\}/.exec(source.slice(start));
    if (comment) {
      trimNext = comment[1] !== undefined;
      from = start + comment[0].length;
      continue;
    }
    if (source.startsWith('/*', start)) throw new TemplateError('unclosed comment');
    const action = lexAction(source, start);
    pieces.push({ kind: 'action', tokens: action.tokens, at: start });
    trimNext = action.trimAfter;
    from = action.end;
  }
}

const word = /[\p{L}\p{Nd}_]+/uy;
const number = /[-+]?(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;
const doubleQuoted = /"(?:[^"\\\n]|\\.)*"/y;
const charLiteral = /'(?:[^'\\\n]|\\.)+'/y;

function lexAction(source: string, start: number): { tokens: Token[]; end: number; trimAfter: boolean } {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (let at = start; ;) {
    const gap = /[ \t\r\n]*/y;
    const space = match(gap, at)!.length;
    at += space;
    if (space > 0 && source.startsWith('-}}', at)) return { tokens, end: at + 3, trimAfter: true };
    if (source.startsWith('}}', at)) return { tokens, end: at + 2, trimAfter: false };
    if (at >= source.length) throw new TemplateError('unclosed action');
    const add = (kind: TokenKind, text: string, length = text.length) => {
      tokens.push({ kind, text, at, spaced: space > 0 || at === start });
      at += length;
    };
    const char = source[at]!;
    if (char === '"') {
      const quoted = match(doubleQuoted, at);
      if (quoted === undefined) throw new TemplateError('unterminated quoted string');
      add('string', unquote(quoted), quoted.length);
    } else if (char === '`') {
      const end = source.indexOf('`', at + 1);
      if (end < 0) throw new TemplateError('unterminated raw quoted string');
      add('string', source.slice(at + 1, end), end + 1 - at);
    } else if (char === "'") {
      const quoted = match(charLiteral, at);
      if (quoted === undefined) throw new TemplateError('unterminated character constant');
      add('char', unquote(quoted), quoted.length);
    } else if (/[\d+-]/.test(char) || (char === '.' && /\d/.test(source[at + 1] ?? ''))) {
      const digits = match(number, at);
      if (digits === undefined) throw new TemplateError(`bad number syntax: ${JSON.stringify(char)}`);
      add('number', digits);
    } else if (char === '.') {
      const name = match(word, at + 1);
      if (name === undefined) add('dot', '.');
      else add('field', name, name.length + 1);
    } else if (char === '$') {
      add('variable', `$${match(word, at + 1) ?? ''}`);
    } else if (source.startsWith(':=', at)) {
      add('symbol', ':=');
    } else if ('=|(),'.includes(char)) {
      add('symbol', char);
    } else {
      const name = match(word, at);
      if (name === undefined) throw new TemplateError(`unexpected ${JSON.stringify(char)} in an action`);
      add('identifier', name);
    }
  }
}

const escapes: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The text of a quoted constant. */
function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^]))/g,
    (whole, x, u, U, octal, char) => {
      const hex: string | undefined = x ?? u ?? U;
      if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ffff));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal as string, 8));
      const named = escapes[char as string];
      if (named !== undefined) return named;
      if ('\\"\''.includes(char as string)) return char as string;
      throw new TemplateError(`invalid escape ${whole} in a quoted string`);
    },
  );
}
