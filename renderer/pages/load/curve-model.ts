import { curvePercentiles } from '../../../core/shared/index.ts';

/** A drawing of latency curves in a box of 0..1: percentiles to the right by their number of nines, latency upwards. */
export interface CurveModel {
  /** For each curve its points, left to right. */
  curves: { x: number; y: number }[][];
  xTicks: { at: number; text: string }[];
  yTicks: { at: number; ms: number }[];
}

/** The last point is the maximum: it stands a few steps after 99.99 %, as 100 % would be endlessly far. */
const steps = curvePercentiles.length + 2;
const named = [0, 50, 90, 99, 99.9, 99.99];

/** Where a percentile stands: evenly by nines, so that the tail, which matters, has room. */
export const percentileAt = (percentile: number): number =>
  percentile >= 100 ? 1 : (-10 * Math.log10(1 - percentile / 100)) / steps;

export function curveModel(curvesMs: readonly (readonly number[])[]): CurveModel {
  const top = niceTop(Math.max(Number.MIN_VALUE, ...curvesMs.flat()));
  const quarters = [0, 0.25, 0.5, 0.75, 1];
  return {
    curves: curvesMs.map((curve) => curve.map((ms, i) => ({ x: percentileAt(curvePercentiles[i]!), y: ms / top }))),
    xTicks: [
      ...named.map((percentile) => ({ at: percentileAt(percentile), text: `${percentile} %` })),
      { at: 1, text: 'max' },
    ],
    yTicks: quarters.map((at) => ({ at, ms: at * top })),
  };
}

/** The least of 1, 2, 4, 6, 8, 10 times a power of ten that is not below `value`: a quarter of it is short to write. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= value * (1 - 1e-9))!;
}
