import { joined } from './formatted.ts';
import type { Tick } from './time-ticks.ts';
import { isBinaryUnit } from './units.ts';
import { valueFormat } from './value-format.ts';

export interface AxisWish {
  /** Smallest and largest value drawn; null when nothing is. */
  data: { min: number; max: number } | null;
  /** Ends somebody chose; they are kept to the digit. */
  min?: number | null;
  max?: number | null;
  unit?: string | undefined;
  decimals?: number | null;
  maxTicks: number;
}

export interface ValueAxis {
  min: number;
  max: number;
  ticks: Tick[];
}

/** Ends and labels of a value axis: round steps (of 1024 for bytes, of 60 for time), labels that all agree. */
export function valueAxis({ data, min, max, unit, decimals, maxTicks }: AxisWish): ValueAxis {
  const wished = reach(data, min ?? null, max ?? null);
  const step = niceStep((wished.max - wished.min) / Math.max(1, maxTicks), unit);
  const low = min ?? Math.floor(wished.min / step + 1e-9) * step;
  const high = max ?? Math.ceil(wished.max / step - 1e-9) * step;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiples of an integer: adding the step up would leave 0.30000000000000004 on the axis.
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => tidy((first + i) * step));
  return { min: low, max: high, ticks: label(values, unit, decimals) };
}

/**
 * What the axis must span. Zero belongs on it when the values vary by a good part of their size; a nearly flat line far
 * from zero (memory, say) is better seen from close by.
 */
function reach(data: AxisWish['data'], min: number | null, max: number | null): { min: number; max: number } {
  let low = min ?? data?.min ?? 0;
  let high = max ?? data?.max ?? 1;
  // Below this the difference is rounding, and a step of it could not be told from zero.
  const isFlat = () => high - low <= Math.max(1e-18, 1e-9 * Math.max(Math.abs(low), Math.abs(high)));
  if (min === null && low > 0 && (isFlat() || (high - low) / high > 0.25)) low = 0;
  if (max === null && high < 0 && (isFlat() || (low - high) / low > 0.25)) high = 0;
  if (isFlat()) {
    const span = Math.abs(low) > 1e-18 ? Math.abs(low) : 1;
    if (max === null) high = low + span;
    else low = high - span;
  }
  // Nothing, or zeros alone, need no headroom: a plain 0 to 1.
  const air = !data || (data.min === 0 && data.max === 0) ? 0 : (high - low) * 0.04;
  return { min: min ?? (low === 0 ? 0 : low - air), max: max ?? (high === 0 ? 0 : high + air) };
}

const secondsIn: Record<string, number> = { ns: 1e-9, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const clockSteps = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

function niceStep(atLeast: number, unit: string | undefined): number {
  const inSeconds = secondsIn[unit ?? ''];
  if (inSeconds !== undefined && atLeast * inSeconds > 5 && atLeast * inSeconds <= 86_400) {
    return clockSteps.find((step) => step >= atLeast * inSeconds)! / inSeconds;
  }
  if (isBinaryUnit(unit) && atLeast > 1) return 2 ** Math.ceil(Math.log2(atLeast));
  // Shown times a hundred, so quarters are round there too.
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return tidy(([1, 2, 2.5, 5].find((factor) => factor * power >= atLeast * (1 - 1e-9)) ?? 10) * power);
}

const tidy = (value: number) => Number(value.toPrecision(12));

/** The fewest decimals that tell every label of one scale (`ms`, `s`) from its neighbours and from what it stands for. */
function label(values: number[], unit: string | undefined, decimals: number | null | undefined): Tick[] {
  const format = valueFormat(unit);
  if (decimals !== null && decimals !== undefined) {
    return values.map((value) => ({ value, label: joined(format(value, decimals)) }));
  }
  const needed = new Map<string, number>();
  const scaleOf = (suffix: string) => suffix.replace(/(min|hour|day|week|year)s$/, '$1');
  for (const value of values) {
    const { text: exact, suffix } = format(value, 6);
    const enough = [0, 1, 2, 3, 4, 5].find((places) => Number(format(value, places).text) === Number(exact)) ?? 6;
    const scale = scaleOf(suffix);
    if (value !== 0) needed.set(scale, Math.max(enough, needed.get(scale) ?? 0));
  }
  return values.map((value) => {
    const places = value === 0 ? 0 : (needed.get(scaleOf(format(value, 6).suffix)) ?? 0);
    return { value, label: joined(format(value, places)) };
  });
}
