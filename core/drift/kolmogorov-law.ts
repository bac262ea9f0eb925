import { logChoose, logGamma } from './special-functions.ts';

/** P(D_n+ >= x), Smirnov's sum. All terms are positive, so nothing cancels. */
export function smirnovTail(x: number, n: number): number {
  let sum = 0;
  for (let j = 0; j <= Math.floor(n * (1 - x)); j++) {
    const rest = 1 - x - j / n;
    if (rest <= 0) continue;
    sum += Math.exp(logChoose(n, j) + (n - j) * Math.log(rest) + (j - 1) * Math.log(x + j / n));
  }
  return x * sum;
}

/**
 * P(D_n < x) exactly, as a power of a small matrix (Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution",
 * 2003). The matrix has 2 ceil(n x) - 1 rows.
 */
export function scaledMatrixPower(x: number, n: number): number {
  const t = n * x;
  const k = Math.ceil(t);
  const h = k - t;
  const m = 2 * k - 1;
  const matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) matrix[i * m + j] = i - j + 1 >= 0 ? 1 : 0;
  for (let i = 0; i < m; i++) {
    matrix[i * m] = matrix[i * m]! - h ** (i + 1);
    matrix[(m - 1) * m + i] = matrix[(m - 1) * m + i]! - h ** (m - i);
  }
  matrix[(m - 1) * m] = matrix[(m - 1) * m]! + Math.max(2 * h - 1, 0) ** m;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      if (i - j + 1 > 0) matrix[i * m + j] = matrix[i * m + j]! * Math.exp(-logGamma(i - j + 2));

  const { power, log2Scale } = matrixPower(matrix, m, n);
  const logFactor = logGamma(n + 1) - n * Math.log(n) + log2Scale * Math.LN2;
  return power[(k - 1) * m + k - 1]! * Math.exp(logFactor);
}

/** matrix^n = power 2^log2Scale, scaled at every step so that nothing overflows. */
function matrixPower(matrix: Float64Array, m: number, n: number) {
  let power = Float64Array.from(matrix, (_, i) => (i % (m + 1) === 0 ? 1 : 0));
  let square = matrix;
  let [powerScale, squareScale] = [0, 0];
  for (let exponent = n; exponent > 0; exponent >>>= 1) {
    if (exponent & 1) {
      power = multiply(power, square, m);
      powerScale += squareScale + rescale(power);
    }
    if (exponent === 1) break;
    square = multiply(square, square, m);
    squareScale = 2 * squareScale + rescale(square);
  }
  return { power, log2Scale: powerScale };
}

function rescale(matrix: Float64Array): number {
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const exponent = Math.floor(Math.log2(largest));
  for (let i = 0; i < matrix.length; i++) matrix[i] = matrix[i]! * 2 ** -exponent;
  return exponent;
}

function multiply(a: Float64Array, b: Float64Array, m: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let k = 0; k < m; k++) {
      const factor = a[i * m + k]!;
      for (let j = 0; j < m; j++) product[i * m + j] = product[i * m + j]! + factor * b[k * m + j]!;
    }
  return product;
}

/** Terms fall as exp(-pi^2 k^2 / (2 z^2)): beyond these, none is felt for z up to 2. */
const PELZ_GOOD_TERMS = 8;

/**
 * P(D_n < x) by four terms of a series in 1/sqrt(n) (Pelz and Good, "Approximating the lower tail-areas of the
 * Kolmogorov-Smirnov one-sample statistic", 1976). z = x sqrt(n), which is at most 1.5
 * where it is used.
 */
export function pelzGood(x: number, n: number): number {
  const z = x * Math.sqrt(n);
  const [z2, z4, z6] = [z ** 2, z ** 4, z ** 6];
  const [pi2, pi4, pi6] = [Math.PI ** 2, Math.PI ** 4, Math.PI ** 6];
  let [k0, k1, k2, k3, tail2, tail3] = [0, 0, 0, 0, 0, 0];
  for (let k = -PELZ_GOOD_TERMS; k <= PELZ_GOOD_TERMS; k++) {
    const a = (k + 0.5) ** 2;
    const e = Math.exp((-pi2 * a) / (2 * z2));
    const f = Math.exp((-pi2 * k * k) / (2 * z2));
    k0 += e;
    k1 += (pi2 * a - z2) * e;
    k2 += (6 * z6 + 2 * z4 + pi2 * (2 * z4 - 5 * z2) * a + pi4 * (1 - 2 * z2) * a * a) * e;
    k3 +=
      (pi6 * a ** 3 * (5 - 30 * z2) +
        pi4 * a * a * (212 * z4 - 60 * z2) +
        pi2 * a * (135 * z4 - 96 * z6) -
        30 * z6 -
        90 * z ** 8) *
      e;
    tail2 += pi2 * k * k * f;
    tail3 += (3 * pi2 * k * k * z2 - pi4 * k ** 4) * f;
  }
  const r = Math.sqrt(Math.PI / 2);
  return (
    (r / z) * k0 +
    ((r / (6 * z4)) * k1) / Math.sqrt(n) +
    ((r / (72 * z ** 7)) * k2 - (r / (36 * z ** 3)) * tail2) / n +
    ((r / (6480 * z ** 10)) * k3 + (r / (216 * z6)) * tail3) / n ** 1.5
  );
}
