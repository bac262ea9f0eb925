/** A series as a line of exposition text spells it: name first, then labels in the order written. */
export interface ParsedSeries {
  name: string;
  labels: [name: string, value: string][];
}

const METRIC = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const SPACE = /[ \t]*/y;

/**
 * Parses `name{label="value",...}` or, where names need quotes, `{"name","label"="value"}`. Throws an Error that says what
 * is wrong; the caller knows the line. Empty label values stay in the list: dropping them is the caller's rule.
 */
export function parseSeriesText(text: string): ParsedSeries {
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const quoted = (what: string): string => {
    if (text[at] !== '"') throw new Error(`expected ${what}, found ${excerpt(text, at)}`);
    const end = endOfQuoted(text, at);
    if (end < 0) throw new Error(`the quote before ${excerpt(text, at + 1)} is never closed`);
    const inner = text.slice(at + 1, end - 1);
    at = end;
    return unescapeQuoted(inner);
  };

  let name = match(METRIC);
  match(SPACE);
  const labels: [string, string][] = [];
  const seen = new Set<string>();
  if (text[at] === '{') {
    at++;
    for (;;) {
      match(SPACE);
      if (text[at] === '}') break;
      const isQuoted = text[at] === '"';
      const label = isQuoted ? quoted('a name') : match(LABEL);
      if (!isQuoted && label === '') throw new Error(`expected a label name, found ${excerpt(text, at)}`);
      match(SPACE);
      if (text[at] === '=') {
        at++;
        match(SPACE);
        if (label === '') throw new Error('a label name is empty');
        if (seen.has(label)) throw new Error(`the label ${label} is given twice`);
        seen.add(label);
        labels.push([label, quoted(`the value of ${label} in double quotes`)]);
      } else if (isQuoted && name === '') name = label;
      else throw new Error(`expected "=" after ${label}, found ${excerpt(text, at)}`);
      match(SPACE);
      if (text[at] === ',') at++;
      else if (text[at] !== '}') throw new Error(`expected "," or "}", found ${excerpt(text, at)}`);
    }
    at++;
  }
  if (name === '') throw new Error(`expected a metric name, found ${excerpt(text, 0)}`);
  if (at < text.length) throw new Error(`unexpected ${excerpt(text, at)}`);
  return { name, labels };
}

/** Where the double-quoted string that opens at `at` ends, one past its closing quote; -1 when it does not. */
export function endOfQuoted(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return -1;
}

const unescapeQuoted = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c)) : text;

/** A few characters from `at` on, quoted, for a message. */
export const excerpt = (text: string, at: number): string =>
  at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 24));
