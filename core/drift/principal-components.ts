import type { Job } from './job.ts';
import { emptyMatrix, rowOf, type Matrix, type Row } from './matrix.ts';
import { createRandom } from './random.ts';

/** Directions of unit length in which rows vary most, the first most of all, and the point they start from. */
export interface PrincipalComponents {
  mean: Float64Array;
  /** A row for each direction. */
  directions: Matrix;
}

const ROUNDS = 60;
/** Directions iterated beside those asked for: the last one wanted then settles as fast as the first. */
const SPARE = 4;

/**
 * The first `count` principal components of some rows, by iterating a subspace on the matrix of the rows' inner products
 * (Halko, Martinsson and Tropp, "Finding structure with randomness", 2011, section 4.4). Where rows are fewer than
 * features, as with a network's, that matrix is the small one. Same rows, same components, signs included.
 */
export function* principalComponents(matrix: Matrix, count: number): Job<PrincipalComponents> {
  const { rows, cols } = matrix;
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) rowOf(matrix, i).forEach((value, j) => (mean[j]! += value / rows));
  const centred = emptyMatrix(rows, cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) centred.data[i * cols + j] = matrix.data[i * cols + j]! - mean[j]!;

  const total = rows + ROUNDS;
  const products = emptyMatrix(rows, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++)
      products.data[i * rows + j] = products.data[j * rows + i] = dot(rowOf(centred, i), rowOf(centred, j));
    yield { done: i + 1, total };
  }
  const random = createRandom(0);
  let vectors = Array.from({ length: Math.min(rows, count + SPARE) }, () =>
    Float64Array.from({ length: rows }, random.normal),
  );
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(vectors);
    vectors = vectors.map((vector) => Float64Array.from({ length: rows }, (_, i) => dot(rowOf(products, i), vector)));
    yield { done: rows + round + 1, total };
  }
  orthonormalise(vectors);

  const directions = emptyMatrix(count, cols);
  vectors.slice(0, count).forEach((vector, k) => {
    const direction = rowOf(directions, k);
    vector.forEach((weight, i) => rowOf(centred, i).forEach((value, j) => (direction[j]! += weight * value)));
    const length = Math.sqrt(dot(direction, direction)) || 1;
    const sign = Math.sign(direction.find((value) => Math.abs(value) > 1e-9 * length) ?? 1);
    direction.forEach((value, j) => (direction[j] = (sign * value) / length));
  });
  return { mean, directions };
}

/** Where a row lies along each direction. */
export const coordinatesOf = ({ mean, directions }: PrincipalComponents, row: Row): Float64Array =>
  Float64Array.from({ length: directions.rows }, (_, k) => {
    const direction = rowOf(directions, k);
    let sum = 0;
    for (let j = 0; j < direction.length; j++) sum += (row[j]! - mean[j]!) * direction[j]!;
    return sum;
  });

function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Gram-Schmidt, twice over: once alone leaves a trace of one vector in the next. */
function orthonormalise(vectors: Float64Array[]): void {
  vectors.forEach((vector, k) => {
    for (let pass = 0; pass < 2; pass++)
      for (const before of vectors.slice(0, k)) {
        const share = dot(vector, before);
        before.forEach((value, i) => (vector[i]! -= share * value));
      }
    const length = Math.sqrt(dot(vector, vector)) || 1;
    vector.forEach((value, i) => (vector[i] = value / length));
  });
}
