import type { Call } from '../ast.ts';
import type { Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import { type Grid, timeAt } from '../grid.ts';
import { counterFunctions } from './counters.ts';
import { histogramQuantile } from './histogram.ts';
import { evalRangeFunction, type RangeFunction } from './over-windows.ts';

type VectorFunction = (ev: Evaluator, call: Call, grid: Grid) => Promise<Vector>;

const rangeFunctions: Record<string, RangeFunction> = { ...counterFunctions };

const vectorFunctions: Record<string, VectorFunction> = {
  histogram_quantile: histogramQuantile,
};

/** A call that gives an instant vector. */
export async function evalCall(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const overRange = rangeFunctions[call.fn];
  if (overRange) return evalRangeFunction(ev, overRange, call, grid);
  const fn = vectorFunctions[call.fn];
  if (fn) return fn(ev, call, grid);
  throw new Error(`the function ${call.fn} is not there yet`);
}

/** A call that gives a scalar: time, pi, scalar. */
export async function evalScalarCall(_ev: Evaluator, call: Call, grid: Grid): Promise<Float64Array> {
  const values = new Float64Array(grid.steps);
  switch (call.fn) {
    case 'pi':
      return values.fill(Math.PI);
    case 'time':
      return values.map((_, s) => timeAt(grid, s) / 1000);
    default:
      throw new Error(`the function ${call.fn} is not there yet`);
  }
}
