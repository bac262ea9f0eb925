import { badInput } from './bad-input.ts';

/**
 * Distances between two samples of one feature, as practitioners read them. None is a test: they have no p-value and grow
 * with noise in small samples.
 */
export interface Distances {
  /** Population stability index, sum (q - p) ln(q / p). By custom .1 is worth a look and .25 a change. */
  psi: number;
  /** Kullback-Leibler divergence of the sample from the reference, sum q ln(q / p), in nats. */
  kl: number;
  /** Square root of the Jensen-Shannon divergence to base 2: 0 equal, 1 nothing in common. */
  jensen_shannon: number;
  /** sqrt(1 - sum sqrt(p q)): 0 equal, 1 nothing in common. */
  hellinger: number;
  /** Earth mover's distance in the unit of the feature. From the values themselves: it needs no bins. */
  wasserstein: number;
}

/**
 * How values become shares p (reference) and q (sample):
 * - `quantiles`: edges at the reference's quantiles, so that it has about the same number in each bin; equal edges are
 *   one. Right where there are outliers, and the default.
 * - `widths`: equally wide bins between the smallest and the largest value of the reference.
 * - `categories`: a bin for each distinct value on either side.
 * A value on an edge belongs to the bin below it. The outermost bins are open: what lies beyond the reference is counted
 * in them. In psi and kl, whose logarithms an empty bin would make infinite, shares below 0.0001 count as 0.0001.
 */
export interface Binning {
  rule?: 'quantiles' | 'widths' | 'categories';
  /** Number of bins of the first two rules. */
  bins?: number;
}

const LEAST_SHARE = 1e-4;

/** Throws `bad_request` if a side is empty. */
export function distancesBetween(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { rule = 'quantiles', bins = 10 }: Binning = {},
): Distances {
  if (reference.length === 0 || sample.length === 0)
    throw badInput('A distance needs at least one value on both sides.');
  const [x, y] = [Float64Array.from(reference).sort(), Float64Array.from(sample).sort()];
  const edges =
    rule === 'quantiles' ? quantileEdges(x, bins) : rule === 'widths' ? widthEdges(x, bins) : categoryEdges(x, y);
  const [p, q] = [sharesOf(x, edges), sharesOf(y, edges)];
  const sum = (term: (p: number, q: number) => number) => p.reduce((total, share, i) => total + term(share, q[i]!), 0);
  const raised = (share: number) => Math.max(share, LEAST_SHARE);
  const logRatio = (a: number, b: number) => Math.log(raised(a) / raised(b));
  const bits = (share: number, mean: number) => (share > 0 ? share * Math.log2(share / mean) : 0);
  return {
    psi: sum((p, q) => (raised(q) - raised(p)) * logRatio(q, p)),
    kl: sum((p, q) => raised(q) * logRatio(q, p)),
    jensen_shannon: Math.sqrt(Math.max(0, sum((p, q) => bits(p, (p + q) / 2) + bits(q, (p + q) / 2)) / 2)),
    hellinger: Math.sqrt(Math.max(0, 1 - sum((p, q) => Math.sqrt(p * q)))),
    wasserstein: wasserstein(x, y),
  };
}

const inner = (bins: number, edge: (share: number) => number) => [
  ...new Set(Array.from({ length: bins - 1 }, (_, i) => edge((i + 1) / bins))),
];

/** Linear interpolation between order statistics (type 7). */
const quantileEdges = (sorted: Float64Array, bins: number) =>
  inner(bins, (share) => {
    const rank = (sorted.length - 1) * share;
    const below = Math.floor(rank);
    const value = sorted[below]!;
    return value + (rank - below) * ((sorted[below + 1] ?? value) - value);
  });

function widthEdges(sorted: Float64Array, bins: number): number[] {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  return inner(bins, (share) => low + (high - low) * share);
}

const categoryEdges = (x: Float64Array, y: Float64Array): number[] =>
  [...new Set([...x, ...y])].sort((a, b) => a - b).slice(0, -1);

function sharesOf(sorted: Float64Array, edges: readonly number[]): number[] {
  const shares: number[] = [];
  let seen = 0;
  for (const edge of [...edges, Infinity]) {
    const first = seen;
    while (seen < sorted.length && sorted[seen]! <= edge) seen++;
    shares.push((seen - first) / sorted.length);
  }
  return shares;
}

/** The area between the two empirical distribution functions. Inputs ascending. */
function wasserstein(x: Float64Array, y: Float64Array): number {
  let [i, j, area] = [0, 0, 0];
  let previous = Math.min(x[0]!, y[0]!);
  while (i < x.length || j < y.length) {
    const next = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    area += Math.abs(i / x.length - j / y.length) * (next - previous);
    while (x[i] === next) i++;
    while (y[j] === next) j++;
    previous = next;
  }
  return area;
}
