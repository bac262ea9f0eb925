import {
  charSource,
  type ClassSource,
  negated,
  perlClasses,
  posixClasses,
  rangeSource,
  unicodeClass,
} from './char-class.ts';
import { RegexError } from './regex-error.ts';

export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'wordBoundary' | 'noWordBoundary';

export type RegexNode =
  | {
      kind: 'char';
      source: ClassSource;
      foldCase: boolean;
      /** Set when it is one character as it stands. */ literal?: string;
    }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'concat'; parts: RegexNode[] }
  | { kind: 'alternate'; options: RegexNode[] }
  | { kind: 'repeat'; body: RegexNode; least: number; most: number; greedy: boolean }
  | { kind: 'group'; body: RegexNode; index: number };

interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
  U: boolean;
}

/** RE2's limit on counted repetition, also through nesting. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;
const escapedAssertions: Record<string, Assertion> = {
  A: 'textStart',
  z: 'textEnd',
  b: 'wordBoundary',
  B: 'noWordBoundary',
};
const escapedChars: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

export interface ParsedRegex {
  node: RegexNode;
  /** By group number; undefined where a group has no name. Group 0 is the whole match. */
  groupNames: (string | undefined)[];
}

/** Parses RE2's syntax in the dialect Prometheus uses (Perl flags, `.` matches newlines). Throws `RegexError`. */
export function parseRegex(source: string): ParsedRegex {
  const parser = new RegexParser(source);
  const node = parser.parse();
  return { node, groupNames: parser.groupNames };
}

class RegexParser {
  readonly groupNames: (string | undefined)[] = [undefined];
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { i: false, m: false, s: true, U: false };

  constructor(source: string) {
    this.#source = source;
  }

  parse(): RegexNode {
    const node = this.#alternation();
    if (this.#at < this.#source.length) throw new RegexError('unexpected )', this.#source);
    return node;
  }

  #alternation(): RegexNode {
    if (++this.#depth > MAX_DEPTH) throw new RegexError('expression nests too deeply', this.#source);
    const options = [this.#concatenation()];
    while (this.#take('|')) options.push(this.#concatenation());
    this.#depth--;
    return options.length === 1 ? options[0]! : { kind: 'alternate', options };
  }

  #concatenation(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !this.#sees('|') && !this.#sees(')')) {
      const from = this.#at;
      const atoms = this.#atoms();
      const last = atoms.pop();
      parts.push(...atoms);
      const repeated = this.#repetition(last, from);
      if (repeated) parts.push(repeated);
    }
    return parts.length === 1 ? parts[0]! : { kind: 'concat', parts };
  }

  /** What stands at this point, usually one node; `\Q…\E` gives many and `(?i)` none. */
  #atoms(): RegexNode[] {
    const quoted = this.#match(/\\Q([\s\S]*?)(\\E|$)/y);
    // Prometheus puts the pattern into a group, whose end an open quotation would swallow.
    if (quoted?.[2] === '') throw new RegexError('missing closing )', this.#source);
    if (quoted) return Array.from(quoted[1]!, (char) => this.#literal(char));
    const group = this.#group();
    if (group !== undefined) return group ? [group] : [];
    const char = this.#next();
    switch (char) {
      case '[':
        return [this.#class()];
      case '.':
        return [this.#char(this.#flags.s ? rangeSource(0, 0x10ffff) : negated(charSource(10)))];
      case '^':
        return [{ kind: 'assert', what: this.#flags.m ? 'lineStart' : 'textStart' }];
      case '$':
        return [{ kind: 'assert', what: this.#flags.m ? 'lineEnd' : 'textEnd' }];
      case '*':
      case '+':
      case '?':
        throw new RegexError('missing argument to repetition operator', char);
      case '\\':
        return [this.#escape()];
      default:
        return [this.#literal(char)];
    }
  }

  /** A group, null for flags that apply from here on, undefined when no group begins here. */
  #group(): RegexNode | null | undefined {
    if (!this.#sees('(')) return undefined;
    const from = this.#at;
    const named = this.#match(/\(\?P?<(\w+)>/y);
    const flagged = named ? null : this.#match(/\(\?([imsU]*)(-[imsU]+)?([:)])/y);
    if (!named && !flagged && this.#match(/\(\?/y)) {
      throw new RegexError('invalid or unsupported Perl syntax', this.#source.slice(from, from + 3));
    }
    const before = this.#flags;
    if (flagged) {
      const [, on, off = '', end] = flagged;
      this.#flags = { ...before, ...flagsOf(on!, true), ...flagsOf(off, false) };
      if (end === ')') return null;
    } else if (!named) this.#at++;
    let index = 0;
    if (!flagged) {
      index = this.groupNames.push(named?.[1]) - 1;
    }
    const body = this.#alternation();
    if (!this.#take(')')) throw new RegexError('missing closing )', this.#source);
    this.#flags = before;
    // The group also keeps `(?:a{2}){3}` apart from `a{2}{3}`, which is an error.
    return index === 0 ? { kind: 'concat', parts: [body] } : { kind: 'group', body, index };
  }

  #repetition(body: RegexNode | undefined, from: number): RegexNode | undefined {
    let node = body;
    for (let times = 0; ; times++) {
      const found = this.#match(/([*+?]|\{(\d+)(?:(,)(\d*))?\})(\??)/y);
      if (!found) return node;
      const [whole, sign, least, comma, most, lazy] = found;
      if (!node) throw new RegexError('missing argument to repetition operator', whole);
      if (times > 0) throw new RegexError('invalid nested repetition operator', this.#source.slice(from, this.#at));
      const bounds =
        sign === '*' || sign === '+' || sign === '?'
          ? { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
          : { least: Number(least), most: comma === undefined ? Number(least) : most ? Number(most) : Infinity };
      if (bounds.most < bounds.least || timesOf(node) * countOf(bounds) > MAX_REPEAT) {
        throw new RegexError('invalid repeat count', whole);
      }
      node = { kind: 'repeat', body: node, ...bounds, greedy: (lazy === '') !== this.#flags.U };
    }
  }

  #escape(): RegexNode {
    const assertion = this.#match(/[AzbB]/y)?.[0];
    if (assertion !== undefined) return { kind: 'assert', what: escapedAssertions[assertion]! };
    this.#at--;
    const set = this.#escapedClass();
    if (set !== null) return this.#char(set);
    return this.#literal(String.fromCodePoint(this.#escapedChar()));
  }

  /** `\d`, `\W`, `\pL`, `\p{^Greek}` and their like, or null when none stands here. */
  #escapedClass(): ClassSource | null {
    const perl = this.#match(/\\([dsw])/iy);
    if (perl) {
      const source = perlClasses[perl[1]!.toLowerCase()]!;
      return isUpper(perl[1]!) ? negated(source) : source;
    }
    const unicode = this.#match(/\\([pP])(?:\{(\^?)([^}]*)\}|([\s\S]))/y);
    if (!unicode) return null;
    const [written, letter, caret, long, short] = unicode;
    const source = unicodeClass(long ?? short!, written);
    return (letter === 'P') === (caret === '^') ? source : negated(source);
  }

  /** A character written with a backslash; reading begins at the backslash. */
  #escapedChar(): number {
    const from = this.#at++;
    const hex = this.#match(/x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]+)\})/y);
    const octal = hex ? null : this.#match(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (hex || octal) {
      const point = hex ? parseInt(hex[1] ?? hex[2]!, 16) : parseInt(octal![0], 8);
      if (point <= 0x10ffff) return point;
      throw new RegexError('invalid escape sequence', this.#source.slice(from, this.#at));
    }
    if (this.#at >= this.#source.length) throw new RegexError('trailing backslash at end of expression', '');
    const char = this.#next();
    if (char in escapedChars) return escapedChars[char]!;
    const point = char.codePointAt(0)!;
    if (point > 127 || /[0-9A-Za-z]/.test(char)) throw new RegexError('invalid escape sequence', `\\${char}`);
    return point;
  }

  /** A bracket expression; the opening bracket has been read. */
  #class(): RegexNode {
    const from = this.#at - 1;
    const isNegated = this.#take('^');
    let source: ClassSource = '';
    for (let first = true; first || !this.#sees(']'); first = false) {
      if (this.#at >= this.#source.length) throw new RegexError('missing closing ]', this.#source.slice(from));
      source += this.#classItem();
    }
    this.#at++;
    return this.#char(isNegated ? negated(source) : source);
  }

  #classItem(): ClassSource {
    const posix = this.#match(/\[:(\^?)([^\]]*?):\]/y);
    if (posix) {
      const [written, caret, name] = posix;
      const source = Object.hasOwn(posixClasses, name!) ? posixClasses[name!] : undefined;
      if (source === undefined) throw new RegexError('invalid character class range', written);
      return caret === '^' ? negated(source) : source;
    }
    const set = this.#escapedClass();
    if (set !== null) return set;
    const from = this.#at;
    const low = this.#classChar();
    if (!this.#sees('-') || this.#source[this.#at + 1] === ']' || this.#at + 1 >= this.#source.length) {
      return charSource(low);
    }
    this.#at++;
    const high = this.#classChar();
    if (high < low) throw new RegexError('invalid character class range', this.#source.slice(from, this.#at));
    return rangeSource(low, high);
  }

  #classChar(): number {
    if (this.#at >= this.#source.length) throw new RegexError('missing closing ]', this.#source);
    return this.#sees('\\') ? this.#escapedChar() : this.#next().codePointAt(0)!;
  }

  #literal(char: string): RegexNode {
    const node = this.#char(charSource(char.codePointAt(0)!));
    return this.#flags.i ? node : { ...node, literal: char };
  }

  #char(source: ClassSource): Extract<RegexNode, { kind: 'char' }> {
    return { kind: 'char', source, foldCase: this.#flags.i };
  }

  #sees(char: string): boolean {
    return this.#source[this.#at] === char;
  }

  #take(char: string): boolean {
    if (!this.#sees(char)) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += char.length;
    return char;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

const isUpper = (letter: string): boolean => letter < 'a';

const flagsOf = (letters: string, value: boolean): Partial<Flags> =>
  Object.fromEntries(
    letters
      .replace('-', '')
      .split('')
      .map((letter) => [letter, value]),
  );

const countOf = ({ least, most }: { least: number; most: number }): number =>
  most === Infinity ? Math.max(1, least) : most;

const mostTimes = (nodes: readonly RegexNode[]): number =>
  nodes.reduce((most, node) => Math.max(most, timesOf(node)), 1);

/** How often counted repetition copies the innermost part of a node. */
function timesOf(node: RegexNode): number {
  switch (node.kind) {
    case 'char':
    case 'assert':
      return 1;
    case 'concat':
      return mostTimes(node.parts);
    case 'alternate':
      return mostTimes(node.options);
    case 'group':
      return timesOf(node.body);
    case 'repeat':
      return timesOf(node.body) * Math.max(1, countOf(node));
  }
}
