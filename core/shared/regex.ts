import { Automaton } from './regex/automaton.ts';
import { capturesOf } from './regex/captures.ts';
import { compileProgram, type Program } from './regex/compile-program.ts';
import { literalsOf } from './regex/literals.ts';
import { parseRegex } from './regex/parse-regex.ts';

export { RegexError } from './regex/regex-error.ts';
export { type RegexMatch, searchRegex } from './regex/search.ts';

/** A compiled RE2 pattern as Prometheus uses it: it has to match the whole text, and `.` matches newlines too. */
export interface Regex {
  readonly source: string;
  /** Names of the capturing groups by number; undefined where a group has none (group 0 is the whole match). */
  readonly groupNames: readonly (string | undefined)[];
  test(text: string): boolean;
  /** The text of every group, or null when the pattern does not match the whole text. */
  captures(text: string): readonly (string | undefined)[] | null;
}

/**
 * Compiles an RE2 pattern. Throws `RegexError` for what is not RE2: look-around and back-references above all.
 *
 * Patterns come from users and run on the event loop, so they are matched as RE2 matches them, in time linear in the text
 * whatever the pattern, and not by JavaScript's backtracking.
 */
export function compileRegex(source: string): Regex {
  const known = recent.get(source);
  const regex = known ?? compile(source);
  // Moved to the end, so that the first is the one unused the longest.
  recent.delete(source);
  recent.set(source, regex);
  if (recent.size > MOST_RECENT) recent.delete(recent.keys().next().value!);
  return regex;
}

/** Dashboards ask the same again every few seconds; what an automaton has found out stays useful. */
const MOST_RECENT = 100;
const recent = new Map<string, Regex>();

function compile(source: string): Regex {
  const { node, groupNames } = parseRegex(source);
  const literals = literalsOf(node);
  if (literals) {
    let program: Program | undefined;
    const captures = (text: string) => capturesOf((program ??= compileProgram(node, source)), groupNames.length, text);
    return { source, groupNames, test: testOfLiterals(literals), captures };
  }
  const program = compileProgram(node, source);
  const captures = (text: string) => capturesOf(program, groupNames.length, text);
  return { source, groupNames, test: testOf(source, () => new Automaton(program)), captures };
}

function testOfLiterals(literals: readonly string[]): (text: string) => boolean {
  const [first] = literals;
  if (literals.length === 1) return (text) => text === first;
  const all = new Set(literals);
  return (text) => all.has(text);
}

function testOf(source: string, newAutomaton: () => Automaton): (text: string) => boolean {
  if (source === '.*') return () => true;
  if (source === '.+') return (text) => text !== '';
  let automaton: Automaton | undefined;
  return (text) => (automaton ??= newAutomaton()).test(text);
}
