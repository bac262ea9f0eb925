import { RegexError } from './regex-error.ts';

/**
 * A set of characters is kept as the source of a JavaScript character class (flag `v`, every character spelt `\u{…}`).
 * It is only ever tested on single characters, so JavaScript's tables of categories and case folding are used and its
 * backtracking is not.
 */
export type ClassSource = string;

export const charSource = (point: number): ClassSource => `\\u{${point.toString(16)}}`;

export const rangeSource = (from: number, to: number): ClassSource => `${charSource(from)}-${charSource(to)}`;

export const negated = (source: ClassSource): ClassSource => `[^${source}]`;

const ascii = (ranges: string): ClassSource =>
  [...ranges.matchAll(/(.)-(.)|(.)/gs)]
    .map(([, from, to, single]) =>
      single === undefined ? rangeSource(from!.charCodeAt(0), to!.charCodeAt(0)) : charSource(single.charCodeAt(0)),
    )
    .join('');

export const digit = ascii('0-9');
export const word = ascii('0-9A-Za-z_');
export const space = ascii('\t\n\f\r ');

/** `\d`, `\s`, `\w`: ASCII only, as in RE2. */
export const perlClasses: Record<string, ClassSource> = { d: digit, s: space, w: word };

/** The names of `[[:alpha:]]` and its like. */
export const posixClasses: Record<string, ClassSource> = {
  alnum: ascii('0-9A-Za-z'),
  alpha: ascii('A-Za-z'),
  ascii: ascii('\x00-\x7f'),
  blank: ascii('\t '),
  cntrl: ascii('\x00-\x1f\x7f'),
  digit,
  graph: ascii('!-~'),
  lower: ascii('a-z'),
  print: ascii(' -~'),
  punct: ascii('!-/:-@[-`{-~'),
  space: ascii('\t\n\v\f\r '),
  upper: ascii('A-Z'),
  word,
  xdigit: ascii('0-9A-Fa-f'),
};

/** `\p{Greek}`, `\pL`: a general category or a script. */
export function unicodeClass(name: string, written: string): ClassSource {
  if (name === 'Any') return rangeSource(0, 0x10ffff);
  for (const source of [`\\p{gc=${name}}`, `\\p{sc=${name}}`]) {
    if (/^[A-Za-z_]+$/.test(name) && isClass(source)) return source;
  }
  throw new RegexError('invalid character class range', written);
}

function isClass(source: ClassSource): boolean {
  try {
    return new RegExp(`[${source}]`, 'v').source !== '';
  } catch {
    return false;
  }
}

/** A test of one character, given as text. */
export function charTest(source: ClassSource, foldCase: boolean): (char: string) => boolean {
  const pattern = new RegExp(`^[${source}]$`, foldCase ? 'vi' : 'v');
  return (char) => pattern.test(char);
}
