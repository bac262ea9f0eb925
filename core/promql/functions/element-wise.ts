import { emptyColumn, mergeEqual, type Vector, withPoints } from '../column.ts';
import type { Call } from '../syntax/ast.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Grid } from '../grid.ts';

/** Beyond this e^−x is nothing beside e^x, and Go halves e^x, which overflows a little earlier than the result would. */
const HALF_EXP = 21;

/** Functions of one number. */
export const mathFunctions: Record<string, (x: number) => number> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: (x) => (Math.abs(x) > HALF_EXP ? Math.sign(x) * Math.exp(Math.abs(x)) * 0.5 : Math.sinh(x)),
  cosh: (x) => (Math.abs(x) > HALF_EXP ? Math.exp(Math.abs(x)) * 0.5 : Math.cosh(x)),
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  deg: (x) => (x * 180) / Math.PI,
  rad: (x) => (x * Math.PI) / 180,
};

/** Applies `compute` to every point; undefined takes the point out. The name is dropped. */
export async function mapPoints(
  ev: Evaluator,
  vector: Vector,
  compute: (x: number, step: number) => number | undefined,
): Promise<Vector> {
  const results: Vector = [];
  for (const { labels, values, present } of vector) {
    const steps = values.length;
    ev.limits.hold(steps);
    const result = emptyColumn(labels.withoutName(), steps);
    await ev.limits.inPieces(steps, 2, (from, to) => {
      for (let s = from; s < to; s++) {
        if (present[s] === 0) continue;
        const y = compute(values[s]!, s);
        if (y === undefined) continue;
        result.present[s] = 1;
        result.values[s] = y;
      }
    });
    results.push(result);
  }
  return mergeEqual(withPoints(results));
}

/** `round(v, to)`: to the nearest multiple, halves up, also for negatives. */
export async function round(ev: Evaluator, { args }: Call, grid: Grid): Promise<Vector> {
  const vector = await ev.vector(args[0]!, grid);
  const nearest = args[1] && (await ev.scalar(args[1], grid));
  return mapPoints(ev, vector, (x, s) => {
    // Prometheus divides by the inverse, which rounds a little differently from multiplying by `nearest`.
    const inverse = 1 / (nearest?.[s] ?? 1);
    return Math.floor(x * inverse + 0.5) / inverse;
  });
}

/** `clamp(v, min, max)`: nothing where max < min; a NaN bound makes NaN. */
export async function clamp(ev: Evaluator, { args }: Call, grid: Grid): Promise<Vector> {
  const vector = await ev.vector(args[0]!, grid);
  const least = await ev.scalar(args[1]!, grid);
  const most = await ev.scalar(args[2]!, grid);
  return mapPoints(ev, vector, (x, s) => (most[s]! < least[s]! ? undefined : maximum(least[s]!, minimum(most[s]!, x))));
}

export async function clampMin(ev: Evaluator, { args }: Call, grid: Grid): Promise<Vector> {
  const vector = await ev.vector(args[0]!, grid);
  const least = await ev.scalar(args[1]!, grid);
  return mapPoints(ev, vector, (x, s) => maximum(least[s]!, x));
}

export async function clampMax(ev: Evaluator, { args }: Call, grid: Grid): Promise<Vector> {
  const vector = await ev.vector(args[0]!, grid);
  const most = await ev.scalar(args[1]!, grid);
  return mapPoints(ev, vector, (x, s) => minimum(most[s]!, x));
}

/** Like Go's math.Max and math.Min, and unlike JavaScript's, an infinity decides even against NaN. */
const maximum = (x: number, y: number): number => (x === Infinity || y === Infinity ? Infinity : Math.max(x, y));
const minimum = (x: number, y: number): number => (x === -Infinity || y === -Infinity ? -Infinity : Math.min(x, y));
