import { pelzGood, scaledMatrixPower, smirnovTail } from './kolmogorov-law.ts';

/**
 * P-values of the Kolmogorov-Smirnov statistic D of two samples of sizes n1 and n2, by the large-sample laws that the
 * reference library uses at every size: tiny samples are therefore judged too strictly.
 */
export function twoSidedP(distance: number, n1: number, n2: number): number {
  const n = roundHalfToEven((n1 * n2) / (n1 + n2));
  return n === 0 ? NaN : oneSampleTail(distance, n);
}

export const roundHalfToEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest === 0.5 ? floor + (floor % 2) : Math.round(value);
};

/**
 * P(D_n >= x) of one sample of n against its own law: exact where that is cheap, by Pelz and Good's series where n is
 * large and x is not in the tail (the regions of Simard and L'Ecuyer, "Computing the two-sided Kolmogorov-Smirnov
 * distribution", 2011).
 */
export function oneSampleTail(x: number, n: number): number {
  const t = n * x;
  if (x >= 1) return 0;
  if (t <= 0.5) return 1;
  if (t <= 1) {
    let product = 1;
    for (let i = 1; i <= n; i++) product *= (i / n) * (2 * t - 1);
    return 1 - product;
  }
  if (t >= n - 1) return 2 * (1 - x) ** n;
  const isTail = x >= 0.5 || (n <= 140 ? t * x > 4 : t * x >= 2.2);
  if (isTail) return Math.min(1, 2 * smirnovTail(x, n));
  const isWide = n > 140 && n * x ** 1.5 > 1.4;
  return Math.min(1, Math.max(0, 1 - (isWide ? pelzGood(x, n) : scaledMatrixPower(x, n))));
}

/** The one-sided p-value for `greater` and `less`: Hodges' asymptotic form of 1958, clipped to [0, 1]. */
export function oneSidedP(distance: number, n1: number, n2: number): number {
  const [m, n] = [Math.max(n1, n2), Math.min(n1, n2)];
  const z = Math.sqrt((m * n) / (m + n)) * distance;
  const exponent = -2 * z * z - ((2 * z) / 3) * ((m + 2 * n) / Math.sqrt(m * n * (m + n)));
  return Math.min(1, Math.max(0, Math.exp(exponent)));
}

/** Above this the count of paths gives way to the asymptotic form. */
const LARGEST_EXACT = 10_000;

/**
 * The exact one-sided p-value: the share of all orders of n1 and n2 values whose D is at least this one, as if there were
 * no ties. Walks the lattice backwards with the chance of still reaching the distance, which adds positive terms only.
 */
export function exactOneSidedP(distance: number, n1: number, n2: number): number {
  if (Math.max(n1, n2) > LARGEST_EXACT) return oneSidedP(distance, n1, n2);
  const common = (n1 / greatestCommonDivisor(n1, n2)) * n2;
  const [perFirst, perSecond] = [common / n1, common / n2];
  const reach = Math.round(distance * common);
  if (reach === 0) return 1;
  const chance = new Float64Array(n2 + 1);
  for (let i = n1; i >= 0; i--) {
    for (let j = n2; j >= 0; j--) {
      const [left, right] = [n1 - i, n2 - j];
      if (i * perFirst - j * perSecond >= reach) chance[j] = 1;
      else if (left + right === 0) chance[j] = 0;
      else chance[j] = (left * (left > 0 ? chance[j]! : 0) + right * (right > 0 ? chance[j + 1]! : 0)) / (left + right);
    }
  }
  return chance[0]!;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
export const leastCommonMultiple = (a: number, b: number): number => (a / greatestCommonDivisor(a, b)) * b;
