import { CompensatedSum, meanOf } from '../compensated-sum.ts';
import { quantileInPlace } from '../quantile.ts';
import type { Samples } from '../windows.ts';
import type { RangeFunction, WindowFunction } from './over-windows.ts';

/** A function of the values in the window alone. */
const ofValues = (compute: (values: Float64Array, from: number, to: number) => number): RangeFunction => ({
  least: 1,
  over:
    ({ values }) =>
    (from, to) =>
      compute(values, from, to),
});

function sumOf(values: Float64Array, from: number, to: number): number {
  const sum = new CompensatedSum();
  for (let i = from; i < to; i++) sum.add(values[i]!);
  return Math.abs(sum.sum) === Infinity ? sum.sum : sum.total;
}

/** Population variance by Welford's update with compensated sums. */
function varianceOf(values: Float64Array, from: number, to: number): number {
  const mean = new CompensatedSum();
  const squares = new CompensatedSum();
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    const delta = x - mean.total;
    mean.add(delta / (i - from + 1));
    squares.add(delta * (x - mean.total));
  }
  return squares.total / (to - from);
}

function leastOf(values: Float64Array, from: number, to: number): number {
  let least = values[from]!;
  for (let i = from + 1; i < to; i++) if (values[i]! < least || Number.isNaN(least)) least = values[i]!;
  return least;
}

function greatestOf(values: Float64Array, from: number, to: number): number {
  let greatest = values[from]!;
  for (let i = from + 1; i < to; i++) if (values[i]! > greatest || Number.isNaN(greatest)) greatest = values[i]!;
  return greatest;
}

function quantileOver({ values }: Samples, [quantiles]: readonly Float64Array[]): WindowFunction {
  let buffer = new Float64Array(0);
  return (from, to, { step }) => {
    if (buffer.length < to - from) buffer = new Float64Array(2 * (to - from));
    const window = buffer.subarray(0, to - from);
    window.set(values.subarray(from, to));
    return quantileInPlace(quantiles![step]!, window);
  };
}

export const overTimeFunctions: Record<string, RangeFunction> = {
  sum_over_time: ofValues(sumOf),
  avg_over_time: ofValues(meanOf),
  count_over_time: ofValues((_, from, to) => to - from),
  min_over_time: ofValues(leastOf),
  max_over_time: ofValues(greatestOf),
  stdvar_over_time: ofValues(varianceOf),
  stddev_over_time: ofValues((values, from, to) => Math.sqrt(varianceOf(values, from, to))),
  present_over_time: ofValues(() => 1),
  first_over_time: { ...ofValues((values, from) => values[from]!), keepsName: true },
  last_over_time: { ...ofValues((values, _from, to) => values[to - 1]!), keepsName: true },
  quantile_over_time: { least: 1, ofQuantile: true, over: quantileOver },
};
