/** What is asked of a histogram: `factor * histogram_quantile(quantile, … selector …)`. */
export interface QuantileQuery {
  quantile: number;
  /** The bucket series, e.g. `x_seconds_bucket{handler="/predict"}`. */
  selector: string;
  /** What the quantile is multiplied with before it is drawn (1000 turns seconds into ms). */
  factor: number;
}

const shape =
  /^\s*(?:([\d.e+-]+)\s*\*\s*)?histogram_quantile\s*\(\s*([\d.e+-]+)\s*,.*?([a-zA-Z_:][\w:]*_bucket\s*(?:\{[^}]*\})?).*\)\s*(?:\*\s*([\d.e+-]+)\s*)?$/s;

/** Reads a query that is a quantile of a classic histogram, perhaps scaled; null for any other. */
export function readQuantileQuery(expr: string): QuantileQuery | null {
  const [, before, quantile, selector, after] = shape.exec(expr) ?? [];
  // A difference or ratio of two quantiles is something else.
  const calls = expr.match(/histogram_quantile/g)?.length;
  if (quantile === undefined || selector === undefined || calls !== 1) return null;
  return { quantile: Number(quantile), selector: selector.trim(), factor: Number(before ?? after ?? 1) };
}

export type Resolution =
  | { kind: 'fine' }
  /** Linear guessing inside one bucket more than ±25 % wide. */
  | { kind: 'wide'; lower: number; upper: number }
  /** Beyond the last bound: all that is known is "more than this". */
  | { kind: 'last'; bound: number };

/** How far a quantile may be off, as a share of itself, before it is called a guess. */
const tolerance = 0.25;

/**
 * How well a histogram with these finite upper bounds (ascending) knows a quantile that `histogram_quantile` gave as
 * `value`. The quantile lies anywhere in the bucket that holds it, and Prometheus only interpolates.
 */
export function quantileResolution(value: number, bounds: readonly number[]): Resolution {
  const last = bounds.at(-1);
  if (last === undefined || !Number.isFinite(value)) return { kind: 'fine' };
  if (value >= last * (1 - 1e-9)) return { kind: 'last', bound: last };
  const at = bounds.findIndex((bound) => value <= bound);
  const upper = bounds[at]!;
  const lower = at === 0 ? Math.min(0, upper) : bounds[at - 1]!;
  return (upper - lower) / 2 > tolerance * Math.abs(value) ? { kind: 'wide', lower, upper } : { kind: 'fine' };
}

export interface QuantileReading {
  name: string;
  resolution: Resolution;
}

/** One sentence or two for a person; null when every quantile is known well enough. */
export function resolutionText(readings: readonly QuantileReading[], format: (value: number) => string): string | null {
  const said = readings.flatMap(({ name, resolution }) => {
    switch (resolution.kind) {
      case 'fine':
        return [];
      case 'wide':
        return [`${name}: ${format(resolution.lower)} to ${format(resolution.upper)}`];
      case 'last':
        return [`${name}: ${format(resolution.bound)} or more`];
    }
  });
  if (said.length === 0) return null;
  return (
    `All that is known: ${said.join('; ')}. ` +
    'The histogram has no bounds in between; what is drawn is interpolated. Finer buckets would tell.'
  );
}
