import { Alphabet, type Border } from './alphabet.ts';
import { follow, groupTexts, read, type Thread } from './captures.ts';
import { compileProgram } from './compile-program.ts';
import { parseRegex } from './parse-regex.ts';

/** One match within a text: where it is, and the texts of its groups (0 is the whole match). */
export interface RegexMatch {
  start: number;
  end: number;
  groups: readonly (string | undefined)[];
  names: readonly (string | undefined)[];
}

/**
 * Finds the matches of an RE2 pattern within a text, from left to right, as Go's `regexp` does where a pattern is not bound
 * to the whole text: `.` does not match a newline, and an empty match never touches the match before it. Throws `RegexError`.
 */
export function* searchRegex(source: string, text: string): Generator<RegexMatch> {
  const { node, groupNames } = parseRegex(`(?-s:${source})`);
  const program = compileProgram(node, source);
  const alphabet = new Alphabet(program.leaves);
  const none = Array.from({ length: 2 * groupNames.length }, () => -1);

  /** The slots of the leftmost match at or after `from`, the preferred one of those that begin there. */
  const find = (from: number): readonly number[] | null => {
    let threads: Thread[] = [];
    let best: readonly number[] | null = null;
    let before: Border = from === 0 ? 'edge' : alphabet.kindOf(pointBefore(text, from)).border;
    for (let i = from; i <= text.length;) {
      // Ways that begin further to the right come after all that are under way.
      if (best === null) threads.push({ at: program.start, slots: none.with(0, i) });
      if (threads.length === 0) break;
      const point = i < text.length ? text.codePointAt(i)! : null;
      const kind = point === null ? null : alphabet.kindOf(point);
      let ready = follow(program, threads, before, kind?.border ?? 'edge', i);
      const won = ready.findIndex(({ at }) => program.instructions[at]!.op === 'match');
      if (won >= 0) {
        best = ready[won]!.slots.with(1, i);
        ready = ready.slice(0, won);
      }
      if (kind === null) break;
      threads = read(program, ready, kind);
      before = kind.border;
      i += point! > 0xffff ? 2 : 1;
    }
    return best;
  };

  let from = 0;
  let lastEnd = -1;
  while (from <= text.length) {
    const slots = find(from);
    if (slots === null) return;
    const [start, end] = slots as [number, number];
    const isEmpty = start === end;
    const groups = [text.slice(start, end), ...groupTexts(slots, text).slice(1)];
    if (!isEmpty || start !== lastEnd) yield { start, end, groups, names: groupNames };
    lastEnd = end;
    from = isEmpty ? end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1) : end;
  }
}

function pointBefore(text: string, at: number): number {
  const last = text.charCodeAt(at - 1);
  return last >= 0xdc00 && last <= 0xdfff && at > 1 ? text.codePointAt(at - 2)! : last;
}
