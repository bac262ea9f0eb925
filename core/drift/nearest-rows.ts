import { checkStreamRow, rowOf, type Matrix, type Row } from './matrix.ts';
import { createRowStore } from './row-store.ts';

export interface NearRow {
  /** Index of the row. */
  row: number;
  /** Euclidean. */
  distance: number;
}

/** Finds, of the rows of a matrix, the `count` nearest to any other row, the nearest first. Costs one pass over all. */
export function createNearestRows(matrix: Matrix): (row: Row, count: number) => NearRow[] {
  const { rows, cols } = matrix;
  const store = createRowStore(rows + 1, cols, matrix.data instanceof Float32Array ? 'float32' : 'float64');
  for (let i = 0; i < rows; i++) store.put(i, rowOf(matrix, i));
  return (row, count) => {
    checkStreamRow(row, cols, 1);
    store.put(rows, row);
    const squared = store.distances(rows, 0, rows);
    const nearest: NearRow[] = [];
    for (let i = 0; i < rows; i++) {
      const distance = squared[i]!;
      if (nearest.length === count && distance >= nearest[count - 1]!.distance) continue;
      const place = nearest.findIndex((each) => distance < each.distance);
      nearest.splice(place < 0 ? nearest.length : place, 0, { row: i, distance });
      nearest.length = Math.min(nearest.length, count);
    }
    return nearest.map((each) => ({ row: each.row, distance: Math.sqrt(each.distance) }));
  };
}
