import type { Matrix } from './matrix.ts';
import { choleskyFactor, multiply, solveInPlace } from './positive-definite.ts';

/** The block of a square matrix at the given rows and columns. */
export function blockOf(matrix: Matrix, rows: ArrayLike<number>, cols: ArrayLike<number>): Float64Array {
  const block = new Float64Array(rows.length * cols.length);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < cols.length; j++) block[i * cols.length + j] = matrix.data[rows[i]! * matrix.cols + cols[j]!]!;
  return block;
}

/**
 * Kernel ridge regression onto contexts: for each of `targets`, the weights of `rows` in the conditional mean at its
 * context, (L + n lambda I)^-1 l. One column for each target.
 */
export function conditionalWeights(
  contextKernel: Matrix,
  rows: ArrayLike<number>,
  lambda: number,
  targetKernel: Float64Array,
): Float64Array {
  const n = rows.length;
  if (n === 0) return targetKernel;
  const gram = blockOf(contextKernel, rows, rows);
  for (let i = 0; i < n; i++) gram[i * n + i] = gram[i * n + i]! + n * lambda;
  return solveInPlace(choleskyFactor(gram, n), n, targetKernel, targetKernel.length / n);
}

/**
 * The regulariser of 2^0, 2^-1, ... 2^-19 whose conditional means come closest, in the feature kernel's own norm, to rows
 * left out of their fit.
 *
 * @param order the group's rows, shuffled; folds are consecutive runs of it.
 */
export function chooseContextLambda(
  features: Matrix,
  contexts: Matrix,
  order: ArrayLike<number>,
  folds: number,
): number {
  const size = Math.floor(order.length / folds);
  const rows = Array.from(order);
  let [best, least] = [1, Infinity];
  for (let e = 0; e < 20; e++) {
    const lambda = 2 ** -e;
    let loss = 0;
    for (let f = 0; f < folds; f++) {
      const out = rows.slice(f * size, (f + 1) * size);
      const kept = [...rows.slice(0, f * size), ...rows.slice((f + 1) * size)];
      loss += leftOutLoss(features, contexts, kept, out, lambda);
    }
    if (loss < least) [best, least] = [lambda, loss];
  }
  return best;
}

function leftOutLoss(features: Matrix, contexts: Matrix, kept: number[], out: number[], lambda: number): number {
  const weights = conditionalWeights(contexts, kept, lambda, blockOf(contexts, kept, out));
  const mapped = multiply(blockOf(features, kept, kept), weights, kept.length, kept.length, out.length);
  const across = blockOf(features, kept, out);
  // The kernel's largest value stands for that of each left-out row with itself: it does not depend on lambda.
  return weights.reduce((sum, weight, i) => sum + weight * (mapped[i]! - 2 * across[i]!), out.length);
}
