export interface JsonFault {
  /** Both from 1. */
  line: number;
  column: number;
  /** In words: `a comma or ] is expected, not "x"`. */
  message: string;
}

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;
/** Deeper than any dashboard; a text that nests deeper is not worth the stack. */
const mostLevels = 500;

/** Where and why a text is not JSON; null when it is. Engines word this differently, and some say no place at all. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    const end = skip(text, readValue(text, skip(text, 0), 0));
    if (end < text.length) throw new Fault(end, `nothing more is expected after the end, not ${seen(text, end)}`);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.offset);
    const line = before.split('\n').length;
    return { line, column: error.offset - before.lastIndexOf('\n'), message: error.message };
  }
}

/** `line 12, column 5: a comma or } is expected, not "x"`. */
export const jsonFaultText = ({ line, column, message }: JsonFault): string =>
  `line ${line}, column ${column}: ${message}`;

function skip(text: string, at: number): number {
  space.lastIndex = at;
  space.exec(text);
  return space.lastIndex;
}

function seen(text: string, at: number): string {
  if (at >= text.length) return 'the end of the text';
  if (text[at] === '"') return 'a string';
  const word = /^[\w.+-]+/.exec(text.slice(at, at + 20))?.[0];
  return `"${word ?? String.fromCodePoint(text.codePointAt(at)!)}"`;
}

/** Reads a value that begins at `at`; returns where it ends. */
function readValue(text: string, at: number, level: number): number {
  if (level > mostLevels) throw new Fault(at, `it nests deeper than ${mostLevels} levels`);
  switch (text[at]) {
    case '{':
      return readMembers(text, at, '}', (from) => readMember(text, from, level));
    case '[':
      return readMembers(text, at, ']', (from) => readValue(text, from, level + 1));
    case '"':
      return readString(text, at);
    case "'":
      throw new Fault(at, 'strings stand in double quotes, not in single ones');
    default:
      literal.lastIndex = at;
      if (literal.exec(text) && !/\w/.test(text[literal.lastIndex] ?? '')) return literal.lastIndex;
      throw new Fault(at, `a value is expected, not ${seen(text, at)}`);
  }
}

function readMembers(text: string, open: number, close: string, read: (at: number) => number): number {
  let at = skip(text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, read(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at, `a comma or ${close} is expected, not ${seen(text, at)}`);
    const next = skip(text, at + 1);
    if (text[next] === close) throw new Fault(at, `a comma stands before ${close} with nothing after it`);
    at = next;
  }
}

function readMember(text: string, at: number, level: number): number {
  if (text[at] !== '"') throw new Fault(at, `a name in double quotes is expected, not ${seen(text, at)}`);
  const colon = skip(text, readString(text, at));
  if (text[colon] !== ':') throw new Fault(colon, `a colon is expected after the name, not ${seen(text, colon)}`);
  return readValue(text, skip(text, colon + 1), level + 1);
}

function readString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '"') return at + 1;
    if (letter < ' ') throw new Fault(at, 'a string must end on its own line');
    if (letter !== '\\') continue;
    const escape = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6));
    if (!escape) throw new Fault(at, `${text.slice(at, at + 2)} is no escape of JSON`);
    at += escape[0].length - 1;
  }
  throw new Fault(open, 'the string that begins here never ends');
}
