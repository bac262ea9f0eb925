/** A value as JavaScript source. JSON is a subset of it since ES2019. */
export const jsLiteral = (value: unknown): string => JSON.stringify(value);

/** A value as Python source: JSON's strings, numbers, lists and objects are Python's; its three words are not. */
export function pyLiteral(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pyLiteral).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, held]) => `${JSON.stringify(key)}: ${pyLiteral(held)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** A list as source, one entry a line, so that a long one can be read and edited. */
export const listOf = (values: readonly unknown[], literal: (value: unknown) => string): string =>
  values.length === 0 ? '[]' : `[\n${values.map((value) => `  ${literal(value)},\n`).join('')}]`;

/**
 * Lines as comments. What a user typed may hold line breaks of any kind, none of which may end the comment, and halves of
 * surrogate pairs, which no file in UTF-8 can hold.
 */
export const comment = (mark: '//' | '#', lines: readonly string[]): string =>
  lines
    .map((line) =>
      `${mark} ${line
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()}`.trimEnd(),
    )
    .join('\n');
