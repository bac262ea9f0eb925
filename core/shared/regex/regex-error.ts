/** A regular expression that is not RE2, or uses what RE2 leaves out on purpose (look-around, back-references). */
export class RegexError extends Error {
  override name = 'RegexError';

  constructor(reason: string, part: string) {
    super(`error parsing regexp: ${reason}: \`${part.length > 100 ? `${part.slice(0, 100)}…` : part}\``);
  }
}
