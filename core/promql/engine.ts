import { type Matcher, reasonOf, type SeriesData } from '../shared/index.ts';
import { Annotations } from './annotations.ts';
import { type Disturbance, disturb } from './disturbance.ts';
import { type Expr, unwrap } from './syntax/ast.ts';
import { typeOf } from './syntax/check.ts';
import { evalScalar, evalVector } from './evaluate.ts';
import type { Evaluator } from './evaluator.ts';
import { type Grid, timeAt } from './grid.ts';
import { Limits } from './limits.ts';
import { parseQuery } from './syntax/parse.ts';
import { PromqlError } from './promql-error.ts';
import type { SeriesSource } from './series-source.ts';
import { pointsOf, toMatrix } from './to-matrix.ts';
import type { QueryResult, Value } from './value.ts';
import { readWindows, type Samples } from './windows.ts';

export interface QueryOptions {
  /** How far back an instant selector looks for a sample. Default 5 minutes. */
  lookbackMs?: number;
  /** After this the query ends with an error of type timeout. Default 2 minutes. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** The most samples the query may hold at once. Default 50 million. */
  maxSamples?: number;
}

export interface EngineDefaults extends Omit<QueryOptions, 'signal'> {
  /** The step of subqueries that name none. Default 1 minute. */
  subqueryStepMs?: number;
  /** Made anew for each query. */
  disturb?: (root: Expr) => Disturbance;
}

export interface Engine {
  /** Evaluates at one time; any of the four types may come out. Throws `PromqlError`. */
  instant(query: string, atMs: number, options?: QueryOptions): Promise<QueryResult>;
  /** Evaluates at startMs, startMs + stepMs, … ≤ endMs; always gives a matrix. Throws `PromqlError`. */
  range(query: string, startMs: number, endMs: number, stepMs: number, options?: QueryOptions): Promise<QueryResult>;
}

/** Prometheus's limit on the resolution of a range query. */
export const MAX_POINTS = 11_000;

/** The PromQL engine over a source of samples. Queries are independent of each other and hold no state in between. */
export function createEngine(source: SeriesSource, defaults: EngineDefaults = {}): Engine {
  const run = async (
    query: string,
    bounds: { startMs: number; endMs: number },
    options: QueryOptions,
    evaluate: (ev: Evaluator, expr: Expr) => Promise<Value>,
    accept: (expr: Expr) => void = () => {},
  ): Promise<QueryResult> => {
    const expr = parseQuery(query);
    accept(expr);
    const annotations = new Annotations(query);
    const limits = new Limits({
      timeoutMs: options.timeoutMs ?? defaults.timeoutMs ?? 120_000,
      maxSamples: options.maxSamples ?? defaults.maxSamples ?? 50_000_000,
      signal: options.signal,
    });
    const ev: Evaluator = {
      bounds,
      lookbackMs: options.lookbackMs ?? defaults.lookbackMs ?? 300_000,
      defaultStepMs: defaults.subqueryStepMs ?? 60_000,
      instant: bounds.startMs === bounds.endMs,
      limits,
      annotations,
      scalar: (part, grid) => evalScalar(ev, part, grid),
      vector: (part, grid) => evalVector(ev, part, grid),
      read: (matchers, startMs, endMs) => read(source, limits, matchers, startMs, endMs),
    };
    try {
      if (defaults.disturb) disturb(ev, defaults.disturb(expr));
      const value = await evaluate(ev, expr);
      return { value, warnings: annotations.warnings, infos: annotations.infos };
    } catch (error) {
      throw error instanceof PromqlError ? error : brokenBy(error);
    } finally {
      limits.dispose();
    }
  };

  return {
    instant: (query, atMs, options = {}) =>
      run(query, { startMs: atMs, endMs: atMs }, options, (ev, expr) => evalInstant(ev, expr, atMs)),

    range: (query, startMs, endMs, stepMs, options = {}) =>
      run(
        query,
        { startMs, endMs },
        options,
        (ev, expr) => evalRange(ev, expr, gridOf(startMs, endMs, stepMs)),
        (expr) => {
          const type = typeOf(expr);
          if (type === 'scalar' || type === 'vector') return;
          const got = type === 'matrix' ? 'range vector' : type;
          throw badData(`invalid expression type "${got}" for range query, must be Scalar or instant Vector`);
        },
      ),
  };
}

/** A fault of the engine or the machine (memory, say), not of the query. */
const brokenBy = (cause: unknown): PromqlError =>
  new PromqlError('internal', `evaluating the query failed: ${reasonOf(cause)}`, undefined, { cause });

const badData = (reason: string): PromqlError => new PromqlError('bad_data', reason);

function gridOf(startMs: number, endMs: number, stepMs: number): Grid {
  if (!(stepMs > 0))
    throw badData('zero or negative query resolution step widths are not accepted. Try a positive integer');
  if (!(endMs >= startMs)) throw badData('end timestamp must not be before start time');
  if ((endMs - startMs) / stepMs > MAX_POINTS) {
    throw badData(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  return { startMs, stepMs, steps: Math.floor((endMs - startMs) / stepMs) + 1 };
}

async function read(
  source: SeriesSource,
  limits: Limits,
  matchers: readonly Matcher[],
  startMs: number,
  endMs: number,
): Promise<readonly SeriesData[]> {
  const found = await limits.waitFor((signal) => source.select(matchers, startMs, endMs, signal));
  limits.hold(found.reduce((samples, series) => samples + series.values.length, 0));
  return found;
}

async function evalInstant(ev: Evaluator, expr: Expr, atMs: number): Promise<Value> {
  const grid: Grid = { startMs: atMs, stepMs: 1, steps: 1 };
  switch (typeOf(expr)) {
    case 'string': {
      const inner = unwrap(expr);
      return { type: 'string', timestampMs: atMs, value: inner.kind === 'string' ? inner.value : '' };
    }
    case 'scalar': {
      const [value] = await ev.scalar(expr, grid);
      return { type: 'scalar', timestampMs: atMs, value: value! };
    }
    case 'vector': {
      const vector = await ev.vector(expr, grid);
      const series = vector.map(({ labels, values }) => ({
        labels: labels.toLabels(),
        value: values[0]!,
        timestampMs: atMs,
      }));
      return { type: 'vector', timestampMs: atMs, series };
    }
    case 'matrix': {
      const { series, ends, rangeMs } = await readWindows(ev, expr, grid);
      const inside = series.map((samples) => within(samples, ends.startMs - rangeMs, ends.startMs));
      return { type: 'matrix', series: toMatrix(inside) };
    }
  }
}

/** The samples in (afterMs, endMs]: a subquery's grid fits already, a source may have given more than was asked. */
function within({ labels, timestampsMs, values }: Samples, afterMs: number, endMs: number): Samples {
  const fits = (_: number, i: number): boolean => timestampsMs[i]! > afterMs && timestampsMs[i]! <= endMs;
  return { labels, timestampsMs: timestampsMs.filter(fits), values: values.filter(fits) };
}

async function evalRange(ev: Evaluator, expr: Expr, grid: Grid): Promise<Value> {
  if (typeOf(expr) === 'scalar') {
    const values = await ev.scalar(expr, grid);
    const timestampsMs = values.map((_, s) => timeAt(grid, s));
    return { type: 'matrix', series: [{ labels: {}, timestampsMs, values }] };
  }
  return { type: 'matrix', series: toMatrix(await pointsOf(ev, await ev.vector(expr, grid), grid)) };
}
