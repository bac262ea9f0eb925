import { Alphabet, type Border, type CharKind } from './alphabet.ts';
import { holds } from './assertion.ts';
import type { Program } from './compile-program.ts';

/** One way the match may have gone so far: where it is, and where its groups began and ended. */
export interface Thread {
  at: number;
  slots: readonly number[];
}

/**
 * The groups of a match of the whole text, found in linear time by running all ways at once in order of preference
 * (Pike's machine). Null when there is no match.
 */
export function capturesOf(program: Program, groups: number, text: string): (string | undefined)[] | null {
  const alphabet = new Alphabet(program.leaves);
  const none = Array.from({ length: 2 * groups }, () => -1);
  let threads: Thread[] = [{ at: program.start, slots: none }];
  let before: Border = 'edge';
  for (let i = 0; i <= text.length;) {
    const point = i < text.length ? text.codePointAt(i)! : null;
    const kind = point === null ? null : alphabet.kindOf(point);
    const ready = follow(program, threads, before, kind?.border ?? 'edge', i);
    if (kind === null) {
      const won = ready.find(({ at }) => program.instructions[at]!.op === 'match');
      return won ? groupTexts(won.slots, text) : null;
    }
    threads = read(program, ready, kind);
    before = kind.border;
    i += point! > 0xffff ? 2 : 1;
  }
  return null;
}

export function read(program: Program, ready: readonly Thread[], kind: CharKind): Thread[] {
  const next: Thread[] = [];
  for (const { at, slots } of ready) {
    const instruction = program.instructions[at]!;
    if (instruction.op === 'char' && kind.accepts[instruction.leaf] === 1) next.push({ at: instruction.next, slots });
  }
  return next;
}

/** Follows what reads nothing, keeping the order of preference: the first to reach an instruction has it. */
export function follow(
  program: Program,
  threads: readonly Thread[],
  before: Border,
  after: Border,
  i: number,
): Thread[] {
  const seen = new Set<number>();
  const ready: Thread[] = [];
  const stack = threads.toReversed();
  for (let thread = stack.pop(); thread; thread = stack.pop()) {
    const { at, slots } = thread;
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program.instructions[at]!;
    switch (instruction.op) {
      case 'char':
      case 'match':
        ready.push(thread);
        break;
      case 'split':
        stack.push({ at: instruction.other, slots }, { at: instruction.next, slots });
        break;
      case 'save':
        stack.push({ at: instruction.next, slots: slots.with(instruction.slot, i) });
        break;
      case 'assert':
        if (holds(instruction.what, before, after)) stack.push({ at: instruction.next, slots });
        break;
    }
  }
  return ready;
}

export function groupTexts(slots: readonly number[], text: string): (string | undefined)[] {
  const texts: (string | undefined)[] = [text];
  for (let group = 1; 2 * group < slots.length; group++) {
    const [from, to] = [slots[2 * group]!, slots[2 * group + 1]!];
    texts.push(from < 0 || to < 0 ? undefined : text.slice(from, to));
  }
  return texts;
}
