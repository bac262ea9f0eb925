import { expect, it } from 'vitest';
import { matrixFromRows, rowOf } from './index.ts';
import { createNearestRows } from './nearest-rows.ts';
import { createRandom } from './random.ts';

const random = createRandom(3);
const matrix = matrixFromRows(
  Array.from({ length: 57 }, () => Array.from({ length: 13 }, random.normal)),
  'reference',
);

it('finds the rows that sorting all distances finds, nearest first', () => {
  const near = createNearestRows(matrix);
  for (let turn = 0; turn < 5; turn++) {
    const row = Array.from({ length: 13 }, random.normal);
    const all = Array.from({ length: matrix.rows }, (_, i) => ({
      row: i,
      distance: Math.hypot(...row.map((value, j) => value - rowOf(matrix, i)[j]!)),
    })).sort((a, b) => a.distance - b.distance);
    const found = near(row, 4);
    expect(found.map((each) => each.row)).toEqual(all.slice(0, 4).map((each) => each.row));
    found.forEach(({ distance }, i) => expect(distance).toBeCloseTo(all[i]!.distance, 12));
  }
});

it('gives all there are where fewer are asked of, and refuses a row of another width', () => {
  const near = createNearestRows(matrixFromRows([[0], [5], [2]], 'reference'));
  expect(near([1.5], 10)).toEqual([
    { row: 2, distance: 0.5 },
    { row: 0, distance: 1.5 },
    { row: 1, distance: 3.5 },
  ]);
  expect(() => near([1, 2], 1)).toThrow(/2 features/);
});
