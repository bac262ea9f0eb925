import { type Call, unwrap } from '../syntax/ast.ts';
import { constantColumn, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import { type Grid, timeAt } from '../grid.ts';
import { LabelSet } from '../label-set.ts';
import { selectInstant } from '../select-instant.ts';
import { absent, absentOverTime } from './absent.ts';
import { counterFunctions } from './counters.ts';
import { dateFunctions } from './dates.ts';
import { clamp, clampMax, clampMin, mapPoints, mathFunctions, round } from './element-wise.ts';
import { histogramFraction, histogramQuantile } from './histogram.ts';
import { overTimeFunctions } from './over-time.ts';
import { evalRangeFunction, type RangeFunction } from './over-windows.ts';
import { regressionFunctions } from './regression.ts';
import { labelJoin, labelReplace } from './relabel.ts';
import { sortByValue } from './sort.ts';

type VectorFunction = (ev: Evaluator, call: Call, grid: Grid) => Promise<Vector>;

const rangeFunctions: Record<string, RangeFunction> = {
  ...counterFunctions,
  ...overTimeFunctions,
  ...regressionFunctions,
};

/** Functions of native histograms find none among float samples. */
const ofNativeHistograms: VectorFunction = async (ev, call, grid) => {
  await ev.vector(call.args.at(-1)!, grid);
  return [];
};

const vectorFunctions: Record<string, VectorFunction> = {
  absent,
  absent_over_time: absentOverTime,
  clamp,
  clamp_max: clampMax,
  clamp_min: clampMin,
  histogram_avg: ofNativeHistograms,
  histogram_count: ofNativeHistograms,
  histogram_fraction: histogramFraction,
  histogram_quantile: histogramQuantile,
  histogram_stddev: ofNativeHistograms,
  histogram_stdvar: ofNativeHistograms,
  histogram_sum: ofNativeHistograms,
  label_join: labelJoin,
  label_replace: labelReplace,
  round,
  sort: sortByValue,
  sort_desc: sortByValue,
  timestamp,
  vector,
};

/** A call that gives an instant vector. */
export async function evalCall(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const overRange = rangeFunctions[call.fn];
  if (overRange) return evalRangeFunction(ev, overRange, call, grid);
  const ofNumber = mathFunctions[call.fn];
  if (ofNumber) return mapPoints(ev, await ev.vector(call.args[0]!, grid), ofNumber);
  const ofDate = dateFunctions[call.fn];
  if (ofDate) return mapPoints(ev, call.args[0] ? await ev.vector(call.args[0], grid) : [now(ev, grid)], ofDate);
  const fn = vectorFunctions[call.fn];
  if (fn) return fn(ev, call, grid);
  throw new Error(`the function ${call.fn} has a signature but no code`);
}

/** A call that gives a scalar. */
export async function evalScalarCall(ev: Evaluator, call: Call, grid: Grid): Promise<Float64Array> {
  switch (call.fn) {
    case 'pi':
      ev.limits.hold(grid.steps);
      return new Float64Array(grid.steps).fill(Math.PI);
    case 'time':
      return now(ev, grid).values;
    case 'scalar':
      return onlyElement(ev, await ev.vector(call.args[0]!, grid), grid);
    default:
      throw new Error(`the function ${call.fn} gives no scalar`);
  }
}

/** The evaluation time in seconds. */
function now(ev: Evaluator, grid: Grid) {
  ev.limits.hold(grid.steps);
  const column = constantColumn(LabelSet.empty, grid.steps, 0);
  for (let s = 0; s < grid.steps; s++) column.values[s] = timeAt(grid, s) / 1000;
  return column;
}

async function vector(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const values = await ev.scalar(call.args[0]!, grid);
  return [{ labels: LabelSet.empty, values, present: new Uint8Array(grid.steps).fill(1) }];
}

/** `scalar(v)`: the value where the vector has exactly one element, else NaN. */
async function onlyElement(ev: Evaluator, vector: Vector, { steps }: Grid): Promise<Float64Array> {
  ev.limits.hold(steps);
  const result = new Float64Array(steps).fill(NaN);
  const count = new Uint32Array(steps);
  for (const { values, present } of vector) {
    await ev.limits.inPieces(steps, 1, (from, to) => {
      for (let s = from; s < to; s++) if (present[s] === 1) result[s] = ++count[s]! === 1 ? values[s]! : NaN;
    });
  }
  return result;
}

/** The sample's own time for a plain selector, the evaluation time for anything else. */
async function timestamp(ev: Evaluator, call: Call, grid: Grid): Promise<Vector> {
  const inner = unwrap(call.args[0]!);
  if (inner.kind === 'selector') {
    return mapPoints(ev, await selectInstant(ev, inner, grid, 'time'), (seconds) => seconds);
  }
  return mapPoints(ev, await ev.vector(inner, grid), (_, s) => timeAt(grid, s) / 1000);
}
