/**
 * Unbiased squared maximum mean discrepancy between n reference rows x and m test rows y (Gretton et al., "A kernel
 * two-sample test", 2012):
 *
 *   MMD^2 = mean k(x_i, x_j) + mean k(y_i, y_j) - 2 mean k(x_i, y_j),   i != j within a sample
 *
 * Leaving out i = j removes the bias, so between equal distributions it may dip below zero.
 */
export const unbiasedMmd = (n: number, m: number, sumXX: number, sumYY: number, sumXY: number): number =>
  sumXX / (n * (n - 1)) + sumYY / (m * (m - 1)) - (2 * sumXY) / (n * m);

/**
 * MMD^2 of any split of the rows of one kernel matrix, told which rows are the test sample. With the sum of every row
 * of the matrix known, only the block among the test rows is read: the rest follows by subtraction.
 *
 * @param kernel n x n, symmetric, zero diagonal.
 */
export function splitStatistic(kernel: Float64Array, n: number): (test: ArrayLike<number>) => number {
  const rowSums = rowSumsOf(kernel, n);
  const total = rowSums.reduce((sum, value) => sum + value, 0);
  return (test) => {
    const m = test.length;
    let within = 0;
    let touching = 0;
    for (let a = 0; a < m; a++) {
      const row = test[a]! * n;
      touching += rowSums[test[a]!]!;
      for (let b = a + 1; b < m; b++) within += kernel[row + test[b]!]!;
    }
    const sumYY = 2 * within;
    const sumXY = touching - sumYY;
    return unbiasedMmd(n - m, m, total - sumYY - 2 * sumXY, sumYY, sumXY);
  };
}

export function rowSumsOf(kernel: Float64Array, n: number): Float64Array {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += kernel[i * n + j]!;
    sums[i] = sum;
  }
  return sums;
}
