import { Alphabet, type Border, type CharKind } from './alphabet.ts';
import { holds } from './assertion.ts';
import type { Program } from './compile-program.ts';

/** The instructions a match may be at, before those that read nothing have been followed. */
interface State {
  at: readonly number[];
  before: Border;
  /** By kind of character. */
  next: (State | undefined)[];
  accepts: boolean | undefined;
}

/** The states kept are forgotten when they hold more instructions than this. */
const MAX_HELD = 200_000;

/**
 * Tests whole texts in time linear in their length, whatever the pattern: a deterministic automaton whose states are
 * found as they are needed (lazy subset construction, as in RE2; Cox, "Regular Expression Matching in the Wild", 2010).
 */
export class Automaton {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  #states = new Map<string, State>();
  #held = 0;
  #start: State;

  constructor(program: Program) {
    this.#program = program;
    this.#alphabet = new Alphabet(program.leaves);
    this.#start = this.#state([program.start], 'edge');
  }

  test(text: string): boolean {
    if (this.#held > MAX_HELD) this.#forget();
    let state = this.#start;
    for (let i = 0; i < text.length; i++) {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      const kind = this.#alphabet.kindOf(point);
      state = state.next[kind.id] ?? this.#step(state, kind);
      if (state.at.length === 0) return false;
    }
    return (state.accepts ??= this.#follow(state, 'edge').some((i) => this.#program.instructions[i]!.op === 'match'));
  }

  #forget(): void {
    this.#states = new Map();
    this.#held = 0;
    this.#start = this.#state([this.#program.start], 'edge');
  }

  #step(state: State, kind: CharKind): State {
    const reached = new Set<number>();
    for (const i of this.#follow(state, kind.border)) {
      const instruction = this.#program.instructions[i]!;
      if (instruction.op === 'char' && kind.accepts[instruction.leaf] === 1) reached.add(instruction.next);
    }
    const next = this.#state(
      [...reached].sort((a, b) => a - b),
      kind.border,
    );
    state.next[kind.id] = next;
    return next;
  }

  #state(at: number[], before: Border): State {
    const key = `${before}${at.join()}`;
    let state = this.#states.get(key);
    if (!state) {
      state = { at, before, next: [], accepts: undefined };
      this.#states.set(key, state);
      this.#held += at.length + 1;
    }
    return state;
  }

  /** The instructions that read a character or end the match, reached without reading one. */
  #follow(state: State, after: Border): number[] {
    const seen = new Set(state.at);
    const found: number[] = [];
    // A set visits what is added to it while it is walked.
    for (const i of seen) {
      const instruction = this.#program.instructions[i]!;
      switch (instruction.op) {
        case 'char':
        case 'match':
          found.push(i);
          break;
        case 'split':
          seen.add(instruction.next).add(instruction.other);
          break;
        case 'save':
          seen.add(instruction.next);
          break;
        case 'assert':
          if (holds(instruction.what, state.before, after)) seen.add(instruction.next);
          break;
      }
    }
    return found;
  }
}
