import { compileRegex } from './regex.ts';
import type { Matcher } from './series.ts';

/** Compiles a matcher into a test of one label value; a missing label is tested as ''. Throws `RegexError`. */
export function compileMatcher(matcher: Matcher): (value: string) => boolean {
  const { op, value: wanted } = matcher;
  if (op === '=') return (value) => value === wanted;
  if (op === '!=') return (value) => value !== wanted;
  const regex = compileRegex(wanted);
  return op === '=~' ? (value) => regex.test(value) : (value) => !regex.test(value);
}
