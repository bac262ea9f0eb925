/**
 * Symmetric positive definite matrices, flat and row after row, by Cholesky's factorisation A = L L'.
 */

/** L, with zeros above the diagonal. Throws if A is not positive definite to working precision. */
export function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i !== j) factor[i * n + j] = sum / factor[j * n + j]!;
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('The matrix is not positive definite.');
    }
  }
  return factor;
}

/** Solves A x = b for each of the `columns` columns of b (n x columns); b becomes x. */
export function solveInPlace(factor: Float64Array, n: number, b: Float64Array, columns: number): Float64Array {
  const subtract = (target: number, source: number, by: number) => {
    for (let c = 0; c < columns; c++)
      b[target * columns + c] = b[target * columns + c]! - by * b[source * columns + c]!;
  };
  const divide = (row: number) => {
    for (let c = 0; c < columns; c++) b[row * columns + c] = b[row * columns + c]! / factor[row * n + row]!;
  };
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtract(i, k, factor[i * n + k]!);
    divide(i);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtract(i, k, factor[k * n + i]!);
    divide(i);
  }
  return b;
}

export const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

/** (A + ridge I)^-1 */
export function ridgeInverse(matrix: Float64Array, n: number, ridge: number): Float64Array {
  const shifted = matrix.map((value, i) => (i % (n + 1) === 0 ? value + ridge : value));
  return solveInPlace(choleskyFactor(shifted, n), n, identity(n), n);
}

/** a b, for a (rows x inner) and b (inner x columns). */
export function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const product = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      for (let j = 0; j < columns; j++)
        product[i * columns + j] = product[i * columns + j]! + factor * b[k * columns + j]!;
    }
  return product;
}

/** x' A y */
export function bilinear(x: ArrayLike<number>, matrix: Float64Array, y: ArrayLike<number>): number {
  const n = y.length;
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * y[j]!;
    total += x[i]! * sum;
  }
  return total;
}
