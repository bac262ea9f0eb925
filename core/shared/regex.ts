/** A regular expression that is not RE2, or uses what RE2 leaves out on purpose (look-around, back-references). */
export class RegexError extends Error {
  override name = 'RegexError';
}

/** A compiled, fully anchored RE2 pattern; `.` matches newlines too. */
export interface Regex {
  readonly source: string;
  /** Names of the capturing groups by number; undefined where a group has none (group 0 is the whole match). */
  readonly groupNames: readonly (string | undefined)[];
  test(text: string): boolean;
  /** The text of every group, or null when the pattern does not match the whole text. */
  captures(text: string): readonly (string | undefined)[] | null;
}

/** Compiles an RE2 pattern as Prometheus uses it: anchored at both ends, `.` matches newlines. Throws `RegexError`. */
export function compileRegex(source: string): Regex {
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${source.replaceAll('(?P<', '(?<')})$`, 'su');
  } catch (error) {
    throw new RegexError(error instanceof Error ? error.message : String(error));
  }
  return {
    source,
    groupNames: [],
    test: (text) => regex.test(text),
    captures: (text) => regex.exec(text),
  };
}
