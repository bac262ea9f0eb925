/**
 * Just enough of an assembler to write one WebAssembly module in TypeScript: its source is what runs, and there is no
 * binary in the repository to trust. Byte values are those of the WebAssembly core specification 3.0, chapter 5.
 */
export type Code = readonly number[];

/** Instructions one after the other. */
export const line = (...codes: Code[]): Code => codes.flat();

const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];

const signed = (value: number): number[] =>
  value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];

const simd = (opcode: number, ...rest: number[]): Code => [0xfd, ...unsigned(opcode), ...rest];

export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  i32: (value: number): Code => [0x41, ...signed(value)],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Below: [0x49],
  f64Add: [0xa0],
  f64Store: (offset: number): Code => [0x39, 3, ...unsigned(offset)],
  loop: (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b],
  /** Jumps back to the head of the loop it stands in, if the number on the stack is not zero. */
  again: [0x0d, 0],
  vectorZero: simd(0x0c, ...Array.from({ length: 16 }, () => 0)),
  /** Two float64 from memory. */
  load2f64: (offset: number): Code => simd(0x00, 3, ...unsigned(offset)),
  /** Two float32 from memory, widened to float64: exact. */
  load2f32: (offset: number): Code => [...simd(0x5d, 2, ...unsigned(offset)), ...simd(0x5f)],
  lane: (index: number): Code => simd(0x21, index),
  add2: simd(0xf0),
  sub2: simd(0xf1),
  /** a b + c of the three on the stack, rounded once where the processor can (the relaxed SIMD of WebAssembly 3.0). */
  multiplyAdd2: simd(0x107),
} as const;

export const I32 = 0x7f;
export const V128 = 0x7b;

export interface FunctionSource {
  name: string;
  /** Number of i32 parameters; locals follow them in the order given. */
  parameters: number;
  locals: { count: number; type: number }[];
  body: Code[];
}

const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: number[]): number[] => [id, ...unsigned(content.length), ...content];
const text = (value: string): number[] => [...unsigned(value.length), ...Buffer.from(value, 'latin1')];

/** A module that imports `env.memory` and exports the functions. None of them returns anything. */
export function assemble(functions: readonly FunctionSource[]): Uint8Array {
  const types = functions.map(({ parameters }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [I32])),
    0,
  ]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x01, ...unsigned(1), ...unsigned(65_536)];
  const bodies = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map(({ count, type }) => [...unsigned(count), type])), ...body.flat(), 0x0b];
    return [...unsigned(code.length), ...code];
  });
  const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, vector(types)),
    ...section(2, vector([memory])),
    ...section(3, vector(functions.map((_, i) => unsigned(i)))),
    ...section(7, vector(functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]))),
    ...section(10, vector(bodies)),
  ]);
}
