import type { Program } from './compile-program.ts';

/** What a place in the text borders on, as far as assertions care. */
export type Border = 'edge' | 'word' | 'newline' | 'other';

/** Characters that no instruction and no assertion of a program can tell apart. */
export interface CharKind {
  id: number;
  /** By leaf number: 1 where that test accepts these characters. */
  accepts: Uint8Array;
  border: Border;
}

/** Sorts characters into kinds as they turn up, so that an automaton has few transitions and each test runs once a character. */
export class Alphabet {
  readonly #leaves: Program['leaves'];
  readonly #ascii: (CharKind | undefined)[] = [];
  readonly #others = new Map<number, CharKind>();
  readonly #kinds = new Map<string, CharKind>();

  constructor(leaves: Program['leaves']) {
    this.#leaves = leaves;
  }

  kindOf(point: number): CharKind {
    const known = point < 128 ? this.#ascii[point] : this.#others.get(point);
    if (known) return known;
    const kind = this.#classify(String.fromCodePoint(point));
    if (point < 128) this.#ascii[point] = kind;
    else this.#others.set(point, kind);
    return kind;
  }

  #classify(char: string): CharKind {
    const border: Border = char === '\n' ? 'newline' : /^\w$/.test(char) ? 'word' : 'other';
    const accepts = Uint8Array.from(this.#leaves, (test) => (test(char) ? 1 : 0));
    const key = `${border}${accepts.join('')}`;
    let kind = this.#kinds.get(key);
    if (!kind) this.#kinds.set(key, (kind = { id: this.#kinds.size, accepts, border }));
    return kind;
  }
}
