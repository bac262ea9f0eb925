import { charTest } from './char-class.ts';
import type { Assertion, RegexNode } from './parse-regex.ts';
import { RegexError } from './regex-error.ts';

/** One instruction of a non-deterministic automaton; `next` and the others are indices of instructions. */
export type Instruction =
  | { op: 'char'; leaf: number; next: number }
  /** Tries `next` before `other`. */
  | { op: 'split'; next: number; other: number }
  | { op: 'assert'; what: Assertion; next: number }
  | { op: 'save'; slot: number; next: number }
  | { op: 'match' };

export interface Program {
  instructions: Instruction[];
  start: number;
  /** The distinct tests of a character that `char` instructions name by number. */
  leaves: ((char: string) => boolean)[];
}

const MAX_INSTRUCTIONS = 200_000;

/** Thompson's construction, built from the end: each piece is given the instruction that follows it. */
export function compileProgram(node: RegexNode, source: string): Program {
  const instructions: Instruction[] = [];
  const leaves: Program['leaves'] = [];
  const leafNumbers = new Map<string, number>();

  const emit = (instruction: Instruction): number => {
    if (instructions.length >= MAX_INSTRUCTIONS) throw new RegexError('expression too large', source);
    return instructions.push(instruction) - 1;
  };

  const leafOf = (classSource: string, foldCase: boolean): number => {
    const key = (foldCase ? 'i' : '-') + classSource;
    let leaf = leafNumbers.get(key);
    if (leaf === undefined) {
      leaf = leaves.push(charTest(classSource, foldCase)) - 1;
      leafNumbers.set(key, leaf);
    }
    return leaf;
  };

  const loop = (body: RegexNode, greedy: boolean, next: number): number => {
    const split = emit({ op: 'split', next, other: next });
    const inside = build(body, split);
    instructions[split] = greedy ? { op: 'split', next: inside, other: next } : { op: 'split', next, other: inside };
    return split;
  };

  const build = (node: RegexNode, next: number): number => {
    switch (node.kind) {
      case 'char':
        return emit({ op: 'char', leaf: leafOf(node.source, node.foldCase), next });
      case 'assert':
        return emit({ op: 'assert', what: node.what, next });
      case 'concat':
        return node.parts.reduceRight((after, part) => build(part, after), next);
      case 'alternate':
        return node.options
          .map((option) => build(option, next))
          .reduceRight((other, option) => emit({ op: 'split', next: option, other }));
      case 'group': {
        const close = emit({ op: 'save', slot: 2 * node.index + 1, next });
        return emit({ op: 'save', slot: 2 * node.index, next: build(node.body, close) });
      }
      case 'repeat': {
        const { body, least, most, greedy } = node;
        let at = most === Infinity ? loop(body, greedy, next) : next;
        const optional = most === Infinity ? 0 : most - least;
        for (let i = 0; i < optional; i++) {
          const inside = build(body, at);
          at = emit(greedy ? { op: 'split', next: inside, other: next } : { op: 'split', next, other: inside });
        }
        for (let i = 0; i < least; i++) at = build(body, at);
        return at;
      }
    }
  };

  const match = emit({ op: 'match' });
  return { instructions, leaves, start: build(node, match) };
}
