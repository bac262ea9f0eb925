import type { LoadRun, Outage } from '../../../core/shared/index.ts';
import type { ResolvedRange } from '../../session/index.ts';

/** A stretch of the shown range; `start` and `width` are shares of it, 0..1. */
export interface Stretch {
  start: number;
  width: number;
  fromMs: number;
  toMs: number | null;
  text: string;
}

/** The part of [fromMs, toMs] that lies in the range, or null when none does. An open end lasts until now. */
export function within(
  { fromMs, toMs, text }: { fromMs: number; toMs: number | null; text: string },
  range: ResolvedRange,
  nowMs: number,
): Stretch | null {
  const spanMs = range.toMs - range.fromMs;
  const startMs = Math.max(fromMs, range.fromMs);
  const endMs = Math.min(toMs ?? nowMs, range.toMs);
  if (endMs < startMs) return null;
  return { start: (startMs - range.fromMs) / spanMs, width: (endMs - startMs) / spanMs, fromMs, toMs, text };
}

const present = (stretch: Stretch | null): stretch is Stretch => stretch !== null;

export const outagesWithin = (outages: readonly Outage[], range: ResolvedRange, nowMs: number): Stretch[] =>
  outages.map(({ fromMs, toMs, reason }) => within({ fromMs, toMs, text: reason }, range, nowMs)).filter(present);

export const runsWithin = (runs: readonly LoadRun[], range: ResolvedRange, nowMs: number): Stretch[] =>
  runs
    .map(({ startedAtMs, endedAtMs, plan }) =>
      within({ fromMs: startedAtMs, toMs: endedAtMs, text: plan.title }, range, nowMs),
    )
    .filter(present);

/** Share of the range the service was up, from the first moment it was watched. */
export function upShare(outages: readonly Stretch[], watchedFromMs: number, range: ResolvedRange): number | null {
  const spanMs = range.toMs - range.fromMs;
  const watched = 1 - Math.max(0, (watchedFromMs - range.fromMs) / spanMs);
  if (watched <= 0) return null;
  const down = outages.reduce((sum, { width }) => sum + width, 0);
  return Math.max(0, 1 - down / watched);
}
