/** Lanczos' approximation with g = 607/128 (Godfrey's coefficients); relative error about 1e-15 for x > 0. */
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** Natural logarithm of the gamma function, x > 0. */
export function logGamma(x: number): number {
  const shifted = x - 1 + 607 / 128 + 0.5;
  let series = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) series += LANCZOS[i]! / (x - 1 + i);
  return 0.5 * Math.log(2 * Math.PI) + Math.log(series) + (x - 0.5) * Math.log(shifted) - shifted;
}

export const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

const MOST_TERMS = 100_000;

/**
 * Regularised upper incomplete gamma function Q(a, x), a > 0, x >= 0 (DLMF 8.11.4 below the turn, 8.9.2 by Lentz's method
 * above it).
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) sum += term *= x / (a + n);
    return 1 - front * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * fraction;
}

/** P(chi-squared with `df` degrees of freedom >= x). */
export const chiSquaredTail = (x: number, df: number): number => upperIncompleteGamma(df / 2, x / 2);

/**
 * exp(-q) K_{1/4}(q), the modified Bessel function of the second kind times what keeps it from underflow being felt:
 * the integral of exp(-q (1 + cosh t)) cosh(t/4) over t > 0 (DLMF 10.32.9). Its integrand falls off so fast at both
 * ends that the trapezoid rule gives all digits.
 */
export function scaledBesselKQuarter(q: number): number {
  const step = 0.1;
  let sum = Math.exp(-2 * q) / 2;
  for (let t = step; ; t += step) {
    const exponent = q * (1 + Math.cosh(t));
    if (exponent > 745) return sum * step;
    sum += Math.exp(-exponent) * Math.cosh(t / 4);
  }
}
