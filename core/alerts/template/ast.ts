import type { GoValue } from './values.ts';

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipe: Pipe }
  | { kind: 'if' | 'with'; pipe: Pipe; body: Node[]; otherwise: Node[] }
  | { kind: 'range'; pipe: Pipe; body: Node[]; otherwise: Node[] }
  | { kind: 'template'; name: string; pipe: Pipe | null; at: number }
  | { kind: 'break' | 'continue' };

/** `$x := a | b`: commands, each given the value of the one before as its last argument. */
export interface Pipe {
  /** Names of the variables that take the value, with their `$`. */
  variables: string[];
  /** `=`, not `:=`. */
  assigns: boolean;
  commands: Command[];
}

export interface Command {
  operands: Operand[];
}

export const commandText = ({ operands }: Command): string => operands.map(({ text }) => text).join(' ');

/** `at`: offset in the template, and `text` there, for messages: where fields follow, of the first of them, as Go has it. */
export type Operand = { at: number; text: string } & (
  | { kind: 'dot' }
  | { kind: 'constant'; value: GoValue; isNumber: boolean }
  | { kind: 'field'; names: string[] }
  | { kind: 'variable'; name: string; names: string[] }
  | { kind: 'function'; name: string }
  | { kind: 'pipe'; pipe: Pipe; names: string[] }
);

export interface Template {
  /** The text it was read from. */
  source: string;
  nodes: Node[];
  /** Those that it defines for itself, by name. */
  defined: ReadonlyMap<string, Node[]>;
}
