import { METRIC_NAME } from '../../shared/index.ts';
import { type Call, unwrap } from '../syntax/ast.ts';
import { emptyColumn, isEmpty, refuseEqual, type Vector } from '../column.ts';
import type { Evaluator } from '../evaluator.ts';
import { type Grid, timeAt } from '../grid.ts';
import { informUnlessCounter, warnOfQuantiles } from '../remarks.ts';
import { readWindows, type Samples } from '../windows.ts';

/** What a function over range vectors is told about a step besides the samples. */
export interface Moment {
  step: number;
  /** The window is (startMs, endMs]. */
  startMs: number;
  endMs: number;
  /** The evaluation time, which `offset` and `@` do not move. */
  atMs: number;
}

/** The value for the samples [from, to) of a series; `to − from` is at least the function's `least`. */
export type WindowFunction = (from: number, to: number, moment: Moment) => number;

export interface RangeFunction {
  /** Windows with fewer samples give nothing. */
  least: 1 | 2;
  keepsName?: boolean;
  /** Remarks on series whose names do not say that they are counters. */
  forCounters?: boolean;
  /** Warns of a first scalar argument outside [0, 1]. */
  ofQuantile?: boolean;
  /** Prepares one series; `scalars` are the call's scalar arguments, shape [steps] each. */
  over(samples: Samples, scalars: readonly Float64Array[]): WindowFunction;
}

/** Evaluates a function over range vectors: two indices slide over each series' samples, step by step. */
export async function evalRangeFunction(ev: Evaluator, fn: RangeFunction, call: Call, grid: Grid): Promise<Vector> {
  const scalars: Float64Array[] = [];
  let windowed = call.args[0]!;
  for (const arg of call.args) {
    if (isRange(arg)) windowed = arg;
    else scalars.push(await ev.scalar(arg, grid));
  }
  const { series, ends, rangeMs } = await readWindows(ev, windowed, grid);
  ev.limits.hold(series.length * grid.steps);
  const vector: Vector = [];
  for (const samples of series) {
    const { timestampsMs } = samples;
    const column = emptyColumn(fn.keepsName ? samples.labels : samples.labels.withoutName(), grid.steps);
    const compute = fn.over(samples, scalars);
    const moment: Moment = { step: 0, startMs: 0, endMs: 0, atMs: 0 };
    let from = 0;
    let to = 0;
    // A rough guess of the samples per window is good enough to size the pieces.
    const spanMs = timestampsMs.length > 1 ? timestampsMs.at(-1)! - timestampsMs[0]! + 1 : 1;
    const perWindow = timestampsMs.length * Math.min(1, rangeMs / spanMs);
    await ev.limits.inPieces(grid.steps, 1 + perWindow, (first, end) => {
      for (let s = first; s < end; s++) {
        const endMs = timeAt(ends, s);
        const startMs = endMs - rangeMs;
        while (to < timestampsMs.length && timestampsMs[to]! <= endMs) to++;
        while (from < to && timestampsMs[from]! <= startMs) from++;
        if (to - from < fn.least) continue;
        moment.step = s;
        moment.startMs = startMs;
        moment.endMs = endMs;
        moment.atMs = timeAt(grid, s);
        column.present[s] = 1;
        column.values[s] = compute(from, to, moment);
      }
    });
    if (isEmpty(column)) continue;
    if (fn.forCounters) informUnlessCounter(ev.annotations, samples.labels.get(METRIC_NAME), unwrap(windowed).span);
    vector.push(column);
  }
  if (fn.ofQuantile) {
    const used = scalars[0]!.filter((_, s) => vector.some(({ present }) => present[s] === 1));
    warnOfQuantiles(ev.annotations, used, call.args[0]!.span);
  }
  return refuseEqual(vector);
}

function isRange(arg: Call['args'][number]): boolean {
  return arg.kind === 'paren' ? isRange(arg.expr) : arg.kind === 'matrix' || arg.kind === 'subquery';
}
