import type { DriftSample } from '../../../core/shared/index.ts';
import { momentText, timeTicks, type Tick, valueAxis } from '../../format/index.ts';
import { statisticText } from './statistic-text.ts';

export type ScatterAxis = 'samples' | 'time';

/**
 * How statistics stand: as they are, or, for chances close to 1 as Fisher's test gives them, by their distance from 1:
 * each line a tenth of the one below it.
 */
export type ScatterScale = 'linear' | 'nines';

/** A reading and where it stands, in px from the top left of the drawing. */
export interface ScatterPoint {
  x: number;
  y: number;
  sample: DriftSample;
}

export interface ScatterModel {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  points: ScatterPoint[];
  /** The threshold as an SVG path: it changes while the window fills, and with the detector. */
  thresholdPath: string;
  /** Where the newest threshold is, to write its name at. */
  thresholdY: number;
  xTicks: { x: number; text: string }[];
  yTicks: { y: number; text: string }[];
}

const margin = { left: 52, right: 16, top: 12, bottom: 40 };

/** Where everything of the scatter plot is. Samples stand in the order they came, or at their times. */
export function scatterModel(
  samples: readonly DriftSample[],
  axis: ScatterAxis,
  { width, height }: { width: number; height: number },
  scale: ScatterScale = 'linear',
): ScatterModel {
  const plot = { left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
  const values = samples.flatMap(({ statistic, threshold }) => [statistic, threshold]);
  const y = scale === 'nines' ? ninesAxis(values) : linearAxis(values);
  const toY = (value: number) => plot.bottom - y.place(value) * (plot.bottom - plot.top);

  const place = axis === 'samples' ? bySample(samples) : byTime(samples);
  const [first, last] = place.span;
  const toX = (at: number) =>
    last > first ? plot.left + ((at - first) / (last - first)) * (plot.right - plot.left) : plot.right;

  const points = samples.map((sample, i) => ({ x: toX(place.at(i)), y: toY(sample.statistic), sample }));
  const steps = points.map(
    ({ x, sample }, i) => `${i === 0 ? 'M' : 'H'}${x.toFixed(1)}${vertical(i, toY(sample.threshold))}`,
  );
  const newest = samples.at(-1);
  return {
    width,
    height,
    plot,
    points,
    thresholdPath: steps.join(''),
    thresholdY: newest ? toY(newest.threshold) : plot.top,
    xTicks: place
      .ticks(Math.max(2, Math.floor((plot.right - plot.left) / 110)))
      .map(({ value, label }) => ({ x: toX(value), text: label })),
    yTicks: y.ticks.map(({ value, label }) => ({ y: toY(value), text: label })),
  };
}

interface ValueScale {
  /** 0 at the bottom of the plot, 1 at its top. */
  place(value: number): number;
  ticks: readonly Tick[];
}

function linearAxis(values: readonly number[]): ValueScale {
  const data = values.length === 0 ? null : { min: Math.min(...values, 0), max: Math.max(...values) };
  const { min, max, ticks } = valueAxis({ data, maxTicks: 6 });
  return { place: (value) => (value - min) / (max - min), ticks };
}

/** Statistics are kept in float32, which is 1 from about seven nines on. */
const MOST_NINES = 7;
const nines = (value: number) => (value >= 1 ? MOST_NINES : Math.min(MOST_NINES, Math.max(0, -Math.log10(1 - value))));

function ninesAxis(values: readonly number[]): ValueScale {
  const most = Math.max(2, Math.ceil(Math.max(0, ...values.map(nines))));
  const ticks = Array.from({ length: most + 1 }, (_, i) => {
    const value = i === 0 ? 0 : 1 - 10 ** -i;
    return { value, label: i === 0 ? '0' : i === MOST_NINES ? '1' : value.toFixed(i) };
  });
  return { place: (value) => nines(value) / most, ticks };
}

const vertical = (index: number, y: number): string => `${index === 0 ? ' ' : 'V'}${y.toFixed(1)}`;

interface Placing {
  span: readonly [number, number];
  at(index: number): number;
  ticks(most: number): Tick[];
}

/** Counted back from the newest, which is 0: the numbers of a detector begin anew when it does. */
function bySample(samples: readonly DriftSample[]): Placing {
  const back = samples.length - 1;
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((each) => back / each <= 6) ?? 2000;
  return {
    span: [-back, 0],
    at: (index) => index - back,
    ticks: () =>
      Array.from({ length: Math.floor(Math.max(0, back) / step) + 1 }, (_, i) => ({
        value: -i * step,
        label: i === 0 ? 'latest' : `\u2212${i * step}`,
      })),
  };
}

function byTime(samples: readonly DriftSample[]): Placing {
  const span = [samples[0]?.timeMs ?? 0, samples.at(-1)?.timeMs ?? 0] as const;
  return { span, at: (index) => samples[index]!.timeMs, ticks: (most) => timeTicks(span[0], span[1], most) };
}

/** The point nearest to a place on the drawing, or null when none is within reach. */
export function nearestPoint(points: readonly ScatterPoint[], x: number, y: number, reach = 40): number | null {
  let best: number | null = null;
  let bestDistance = reach;
  points.forEach((point, i) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance > bestDistance) return;
    best = i;
    bestDistance = distance;
  });
  return best;
}

/** Discs for samples below the threshold, diamonds for those above: the shape says what the colour says. */
export const discPath = ({ x, y }: ScatterPoint, r = 3): string =>
  `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
export const diamondPath = ({ x, y }: ScatterPoint, r = 5): string =>
  `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`;

/** One point in words, for those who do not see it. */
export const pointText = ({ statistic, threshold, isDrift, timeMs, label }: DriftSample): string =>
  `${label ?? 'a sample'} at ${momentText(timeMs)}: statistic ${statisticText(statistic)}, threshold ${statisticText(threshold)}, ${isDrift ? 'drift' : 'no drift'}`;
