import { describe, expect, it } from 'vitest';
import { finish, rowOf } from './index.ts';
import { emptyMatrix } from './matrix.ts';
import { coordinatesOf, principalComponents } from './principal-components.ts';
import { createRandom } from './random.ts';

const random = createRandom(7);
/** Rows spread 9, 3 and 1 along three directions of a space of five, around a point. */
const directions = [
  [0.6, 0.8, 0, 0, 0],
  [0.8, -0.6, 0, 0, 0],
  [0, 0, 0.6, 0, -0.8],
];
const rows = emptyMatrix(400, 5);
for (let i = 0; i < rows.rows; i++)
  for (const [k, spread] of [9, 3, 1].entries()) {
    const along = spread * random.normal();
    rowOf(rows, i).forEach((_, j) => (rows.data[i * 5 + j]! += along * directions[k]![j]! + (k === 0 ? 100 : 0)));
  }

describe('principal components', () => {
  it('are the directions in which the rows vary most, the first most of all', () => {
    const found = finish(principalComponents(rows, 3));
    directions.forEach((direction, k) => {
      const cosine = direction.reduce((sum, value, j) => sum + value * rowOf(found.directions, k)[j]!, 0);
      // 400 rows place a direction within a few degrees.
      expect(Math.abs(cosine)).toBeGreaterThan(0.99);
    });
  });

  it('give the rows coordinates that are uncorrelated and start from their mean', () => {
    const found = finish(principalComponents(rows, 3));
    const coordinates = Array.from({ length: rows.rows }, (_, i) => coordinatesOf(found, rowOf(rows, i)));
    const mean = (f: (c: Float64Array) => number) => coordinates.reduce((sum, c) => sum + f(c), 0) / rows.rows;
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(Math.abs(mean((c) => c[a]! * c[b]!))).toBeLessThan(1e-6);
    for (const k of [0, 1, 2]) expect(Math.abs(mean((c) => c[k]!))).toBeLessThan(1e-9);
    expect(mean((c) => c[0]! ** 2)).toBeGreaterThan(mean((c) => c[1]! ** 2));
  });

  it('are the same for the same rows, and finite where there are fewer directions than asked for', () => {
    expect(finish(principalComponents(rows, 2))).toEqual(finish(principalComponents(rows, 2)));
    const flat = { rows: 3, cols: 4, data: new Float64Array(12).fill(2) };
    expect([...finish(principalComponents(flat, 2)).directions.data].every(Number.isFinite)).toBe(true);
  });
});
