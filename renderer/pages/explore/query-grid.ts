import type { Grid } from '../../charts/index.ts';

const s = 1_000;
const min = 60 * s;
const h = 60 * min;
const day = 24 * h;
const roundSteps = [
  s,
  2 * s,
  5 * s,
  10 * s,
  15 * s,
  30 * s,
  min,
  2 * min,
  5 * min,
  10 * min,
  15 * min,
  30 * min,
  h,
  2 * h,
  3 * h,
  6 * h,
  12 * h,
  day,
  2 * day,
  7 * day,
  30 * day,
];

/** Enough for a smooth line, few enough to be told apart on a laptop's screen. */
const wantedPoints = 500;

/** The step of a range nobody chose one for: round, about 500 points, never finer than the scrapes. */
export function autoStep({ fromMs, toMs }: { fromMs: number; toMs: number }, scrapeIntervalMs: number): number {
  const atLeast = Math.max((toMs - fromMs) / wantedPoints, scrapeIntervalMs);
  return roundSteps.find((step) => step >= atLeast) ?? 365 * day;
}

/** The moments of a range on multiples of the step: those of the next refresh fall on the same ones. */
export function gridOf({ fromMs, toMs }: { fromMs: number; toMs: number }, stepMs: number): Grid {
  const startMs = Math.ceil(fromMs / stepMs) * stepMs;
  const endMs = Math.floor(toMs / stepMs) * stepMs;
  // A step longer than the range still asks for one moment.
  return endMs < startMs
    ? { startMs: endMs, stepMs, length: 1 }
    : { startMs, stepMs, length: (endMs - startMs) / stepMs + 1 };
}
