import type { Labels } from '../../shared/index.ts';

const named: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in quotes as Go's `%q` writes it, which is how label values stand in Alertmanager's group keys. */
export function quoteAsGo(text: string): string {
  const isPlain = /^[ !#-[\]-~]*$/.test(text);
  return `"${isPlain ? text : Array.from(text, quoteCharacter).join('')}"`;
}

function quoteCharacter(character: string): string {
  if (character in named) return named[character]!;
  // Letters, marks, numbers, punctuation, symbols and the plain space are printed as they are.
  if (character === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const code = character.codePointAt(0)!;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  if (code < 0x80) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** `{alertname="High latency", job="food11"}`, by name. */
export function formatLabelSet(labels: Labels): string {
  const names = Object.keys(labels).sort();
  return `{${names.map((name) => `${name}=${quoteAsGo(labels[name]!)}`).join(', ')}}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The order of alerts in a message, Alertmanager's: by job, by instance, then fewer labels first, then label by label. */
export function compareAlerts(a: { labels: Labels }, b: { labels: Labels }): number {
  for (const name of ['job', 'instance']) {
    const [left, right] = [a.labels[name], b.labels[name]];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return compare(left, right);
  }
  return compareLabels(a.labels, b.labels);
}

function compareLabels(a: Labels, b: Labels): number {
  const [left, right] = [Object.keys(a), Object.keys(b)];
  if (left.length !== right.length) return left.length - right.length;
  for (const name of [...new Set([...left, ...right])].sort()) {
    if (!(name in a)) return -1;
    if (!(name in b)) return 1;
    const order = compare(a[name]!, b[name]!);
    if (order !== 0) return order;
  }
  return 0;
}
