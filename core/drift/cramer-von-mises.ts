import { badInput } from './bad-input.ts';
import { leastCommonMultiple } from './kolmogorov.ts';
import { sorted } from './sort.ts';
import { logGamma, scaledBesselKQuarter } from './special-functions.ts';

/** Up to this size on both sides the p-value counts every interleaving. */
const LARGEST_EXACT = 20;

/**
 * The two-sample Cramer-von Mises test (Anderson, "On the distribution of the two-sample Cramer-von Mises criterion",
 * 1962), with mid-ranks for ties. Made for sizes rather than data, since the exact law is worth keeping between features.
 */
export function createCvmTest(n1: number, n2: number) {
  if (n1 < 2 || n2 < 2)
    throw badInput(`The Cramer-von Mises test needs at least 2 rows on both sides, not ${n1} and ${n2}.`);
  const [k, n] = [n1 * n2, n1 + n2];
  const exactTail = Math.max(n1, n2) <= LARGEST_EXACT ? exactLaw(n1, n2) : undefined;
  const mean = (1 + 1 / n) / 6;
  const variance = ((n + 1) * (4 * k * n - 3 * (n1 * n1 + n2 * n2) - 2 * k)) / (45 * n * n * 4 * k);

  return (reference: Float64Array, sample: Float64Array) => {
    const u = rankDepartures(sorted(reference), sorted(sample));
    const distance = u / (k * n) - (4 * k - 1) / (6 * n);
    const p_val = exactTail ? exactTail(u) : asymptoticTail(1 / 6 + (distance - mean) / Math.sqrt(45 * variance));
    return { distance, p_val };
  };
}

/** U = n1 sum (r_i - i)^2 + n2 sum (s_j - j)^2 over the pooled mid-ranks r of one sample and s of the other. */
function rankDepartures(x: Float64Array, y: Float64Array): number {
  let [i, j, fromX, fromY] = [0, 0, 0, 0];
  while (i < x.length || j < y.length) {
    const value = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    const [firstX, firstY] = [i, j];
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    const midRank = (firstX + firstY + 1 + i + j) / 2;
    for (let a = firstX; a < i; a++) fromX += (midRank - (a + 1)) ** 2;
    for (let b = firstY; b < j; b++) fromY += (midRank - (b + 1)) ** 2;
  }
  return x.length * fromX + y.length * fromY;
}

/**
 * The share of all interleavings at least as far apart as U, counted: for each point of the lattice, how many paths
 * reach it with each sum of squared departures (Xiao, Gordon and Yakovlev, 2007). Counts stay below 2^53.
 */
function exactLaw(n1: number, n2: number): (u: number) => number {
  const common = leastCommonMultiple(n1, n2);
  const [a, b, k] = [common / n1, common / n2, n1 * n2];
  let column: Map<number, number>[] = [];
  for (let v = 0; v <= n1; v++) {
    const next: Map<number, number>[] = [];
    for (let u = 0; u <= n2; u++) {
      const added = (a * v - b * u) ** 2;
      const counts = new Map<number, number>(v === 0 && u === 0 ? [[0, 1]] : []);
      for (const before of [column[u], next[u - 1]])
        for (const [sum, paths] of before ?? []) counts.set(sum + added, (counts.get(sum + added) ?? 0) + paths);
      next.push(counts);
    }
    column = next;
  }
  const law = [...column[n2]!];
  const total = law.reduce((sum, [, paths]) => sum + paths, 0);
  return (u) => {
    const least = Math.floor((common ** 2 * (n1 + n2) * (6 * u - k * (4 * k - 1))) / (6 * k * k));
    return law.reduce((sum, [value, paths]) => (value >= least ? sum + paths : sum), 0) / total;
  };
}

/** 1 - F(x) of the limiting law. It is a difference from 1: below about 1e-7 only its smallness means anything. */
function asymptoticTail(x: number): number {
  if (x < 0.003) return 1;
  let distribution = 0;
  for (let k = 0; ; k++) {
    const q = (4 * k + 1) ** 2 / (16 * x);
    const weight = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = weight * Math.sqrt(4 * k + 1) * scaledBesselKQuarter(q);
    distribution += term;
    if (term < 1e-7) return Math.min(1, Math.max(0, 1 - distribution));
  }
}
