const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

/** An interval below the first number becomes the second: Grafana's table (`rangeutil.roundInterval`), in ms. */
const roundings: readonly (readonly [below: number, value: number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1.5 * second, second],
  [3.5 * second, 2 * second],
  [7.5 * second, 5 * second],
  [12.5 * second, 10 * second],
  [17.5 * second, 15 * second],
  [25 * second, 20 * second],
  [45 * second, 30 * second],
  [1.5 * minute, minute],
  [3.5 * minute, 2 * minute],
  [7.5 * minute, 5 * minute],
  [12.5 * minute, 10 * minute],
  [17.5 * minute, 15 * minute],
  [25 * minute, 20 * minute],
  [45 * minute, 30 * minute],
  [1.5 * hour, hour],
  [2.5 * hour, 2 * hour],
  [4.5 * hour, 3 * hour],
  [9 * hour, 6 * hour],
  [day, 12 * hour],
  [week, day],
  [3 * week, week],
  [6 * week, 30 * day],
];

/** Rounds an interval in ms to one a person would choose. */
export const roundInterval = (intervalMs: number): number =>
  roundings.find(([below]) => intervalMs < below)?.[1] ?? 365 * day;

/** Prometheus refuses more points per series than this. */
const maxPoints = 11_000;

/**
 * The step of a range query in ms: one point per pixel, rounded as Grafana rounds, and never finer than `minStepMs`
 * (which is kept as it is) nor than the server allows.
 */
export function stepOf(query: { fromMs: number; toMs: number; maxDataPoints: number; minStepMs: number }): number {
  const rangeMs = query.toMs - query.fromMs;
  const rounded = roundInterval(rangeMs / Math.max(1, query.maxDataPoints));
  return Math.max(rounded, query.minStepMs, Math.ceil(rangeMs / maxPoints));
}

/**
 * Both ends floored to a multiple of the step in local time. The points of one refresh then fall on those of the one
 * before, and lines do not shimmer.
 */
export function alignRange(fromMs: number, toMs: number, stepMs: number, utcOffsetMs = 0) {
  const floor = (timeMs: number) => Math.floor((timeMs + utcOffsetMs) / stepMs) * stepMs - utcOffsetMs;
  return { startMs: floor(fromMs), endMs: floor(toMs) };
}
