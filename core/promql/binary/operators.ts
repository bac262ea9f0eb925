import type { ArithmeticOp, ComparisonOp } from '../syntax/ast.ts';

export const arithmetic: Record<ArithmeticOp, (x: number, y: number) => number> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '%': (x, y) => x % y,
  '^': power,
  atan2: Math.atan2,
};

export const comparison: Record<ComparisonOp, (x: number, y: number) => boolean> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<=': (x, y) => x <= y,
  '<': (x, y) => x < y,
  '>=': (x, y) => x >= y,
  '>': (x, y) => x > y,
};

/** IEEE 754's pow. JavaScript's differs in one point: it makes NaN of 1 ^ NaN and of ±1 ^ ±Inf. */
function power(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1;
  return x ** y;
}
