import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { createRowStore } from './row-store.ts';

const drawRows = (rows: number, cols: number) => {
  const random = createRandom(7);
  return Array.from({ length: rows }, () => Float64Array.from({ length: cols }, () => random.normal()));
};

describe.each([1, 3, 8, 13, 1280])('a row store of %i features', (cols) => {
  it.each(['float64', 'float32'] as const)('gives the squared distances of its %s rows', (precision) => {
    const rows = drawRows(5, cols);
    const store = createRowStore(5, cols, precision);
    rows.forEach((row, i) => store.put(i, row));
    for (let i = 0; i < 5; i++) {
      const got = [...store.distances(i, 1, 5)];
      const want = rows.slice(1).map((_, k) => {
        const [a, b] = [store.at(i), store.at(k + 1)];
        return [...a].reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0);
      });
      want.forEach((value, k) => expect(got[k]).toBeCloseTo(value, 9));
    }
  });
});

it('gives a distance of exactly zero between equal rows, and the same bits from either side', () => {
  const [a, b] = drawRows(2, 100);
  const store = createRowStore(3, 100, 'float64');
  [a!, b!, a!].forEach((row, i) => store.put(i, row));
  expect(store.distances(0)[2]).toBe(0);
  expect(store.distances(0)[1]).toBe(store.distances(1)[0]);
});

it('refuses more rows than memory can hold, in words', () => {
  expect(() => createRowStore(1_000_000, 62_720, 'float64')).toThrow(/Give fewer rows/);
});

it('takes over the memory of a store that was released, and nothing of what was in it', () => {
  const rows = drawRows(6, 13);
  const first = createRowStore(20, 40, 'float64');
  for (let i = 0; i < 20; i++) first.put(i, new Float64Array(40).fill(NaN));
  first.release();
  const [fresh, after] = [createRowStore(6, 13, 'float32'), createRowStore(6, 13, 'float32')];
  for (let i = 0; i < 6; i++) for (const store of [fresh, after]) store.put(i, rows[i]!);
  expect(fresh.distances(2)).toEqual(after.distances(2));
  expect(fresh.distances(2).every(Number.isFinite)).toBe(true);
});
