import type { Job } from './job.ts';
import { emptyMatrix, rowOf, type Matrix } from './matrix.ts';
import { choleskyFactor, solveInPlace } from './positive-definite.ts';

/**
 * Logistic regression with an L2 penalty, minimising C sum log-loss + |w|^2 / 2 with a free intercept, by Newton's method
 * until nothing moves. Returns the chances of label 1 for every row, those it was trained on and others.
 */
export function* logisticProbabilities(
  rows: Matrix,
  labels: Uint8Array,
  train: ArrayLike<number>,
  cost: number,
): Job<Float64Array> {
  const { cols } = rows;
  const size = cols + 1;
  const weights = new Float64Array(size);
  const score = (i: number) => {
    const row = rowOf(rows, i);
    let sum = weights[cols]!;
    for (let j = 0; j < cols; j++) sum += weights[j]! * row[j]!;
    return sum;
  };
  const loss = () => {
    let total = 0;
    for (let j = 0; j < cols; j++) total += weights[j]! ** 2 / 2;
    for (let k = 0; k < train.length; k++) {
      const z = score(train[k]!) * (labels[train[k]!] === 1 ? -1 : 1);
      total += cost * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
    }
    return total;
  };

  for (let round = 1; round <= 100; round++) {
    const { gradient, hessian } = slopes();
    if (gradient.every((slope) => Math.abs(slope) < 1e-11)) break;
    const step = solveInPlace(choleskyFactor(hessian, size), size, gradient, 1);
    const before = loss();
    let taken = 1;
    const move = (by: number) => step.forEach((value, j) => (weights[j] = weights[j]! - by * value));
    move(1);
    while (taken > 1e-6 && loss() > before + 1e-12 * Math.abs(before)) {
      move(-taken / 2);
      taken /= 2;
    }
    yield { done: round, total: 100 };
    if (step.every((value, j) => Math.abs(value) <= 1e-13 * (1 + Math.abs(weights[j]!)))) break;
  }
  return Float64Array.from({ length: rows.rows }, (_, i) => 1 / (1 + Math.exp(-score(i))));

  function slopes() {
    const gradient = weights.map((weight, j) => (j < cols ? weight : 0));
    const hessian = new Float64Array(size * size);
    for (let j = 0; j < cols; j++) hessian[j * size + j] = 1;
    hessian[size * size - 1] = 1e-12;
    for (let k = 0; k < train.length; k++) {
      const row = rowOf(rows, train[k]!);
      const p = 1 / (1 + Math.exp(-score(train[k]!)));
      const error = cost * (p - labels[train[k]!]!);
      const weight = cost * p * (1 - p);
      const value = (j: number) => (j < cols ? row[j]! : 1);
      for (let a = 0; a < size; a++) {
        gradient[a] = gradient[a]! + error * value(a);
        const scaled = weight * value(a);
        for (let b = 0; b <= a; b++) hessian[a * size + b] = hessian[a * size + b]! + scaled * value(b);
      }
    }
    return { gradient, hessian };
  }
}

/**
 * Rows with the same inner products in as few columns as there are rows: a model that sees nothing else (a linear one
 * with an L2 penalty) comes out the same, and does not pay for 1280 features of 96 rows.
 */
export function withFewerColumns(rows: Matrix): Matrix {
  if (rows.cols <= rows.rows) return rows;
  const n = rows.rows;
  const gram = emptyMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [a, b] = [rowOf(rows, i), rowOf(rows, j)];
      let sum = 0;
      for (let k = 0; k < rows.cols; k++) sum += a[k]! * b[k]!;
      gram.data[i * n + j] = gram.data[j * n + i] = sum;
    }
  const trace = gram.data.reduce((sum, value, i) => (i % (n + 1) === 0 ? sum + value : sum), 0);
  for (let i = 0; i < n; i++) gram.data[i * n + i] = gram.data[i * n + i]! + 1e-12 * trace + Number.MIN_VALUE;
  return { rows: n, cols: n, data: choleskyFactor(gram.data, n) };
}
