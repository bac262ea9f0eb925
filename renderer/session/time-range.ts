import { formatDuration, isMoment, isRelativeMoment, parseDuration, resolveTime } from '../../core/shared/index.ts';

/** A range of time as written in the address: both ends in Grafana's grammar. */
export interface TimeRange {
  from: string;
  to: string;
}

export interface ResolvedRange {
  fromMs: number;
  toMs: number;
}

export const defaultRange: TimeRange = { from: 'now-15m', to: 'now' };
export const defaultRefreshMs = 5_000;

export const refreshChoicesMs = [5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000] as const;

export const quickRanges: readonly (TimeRange & { label: string })[] = [
  { label: 'Last 5 minutes', from: 'now-5m', to: 'now' },
  { label: 'Last 15 minutes', from: 'now-15m', to: 'now' },
  { label: 'Last 30 minutes', from: 'now-30m', to: 'now' },
  { label: 'Last 1 hour', from: 'now-1h', to: 'now' },
  { label: 'Last 3 hours', from: 'now-3h', to: 'now' },
  { label: 'Last 6 hours', from: 'now-6h', to: 'now' },
  { label: 'Last 12 hours', from: 'now-12h', to: 'now' },
  { label: 'Last 24 hours', from: 'now-24h', to: 'now' },
  { label: 'Last 2 days', from: 'now-2d', to: 'now' },
  { label: 'Last 7 days', from: 'now-7d', to: 'now' },
  { label: 'Today', from: 'now/d', to: 'now/d' },
  { label: 'Yesterday', from: 'now-1d/d', to: 'now-1d/d' },
];

/** Both ends in Unix ms, or null when one is unreadable or the range is empty. */
export function resolveRange({ from, to }: TimeRange, nowMs: number): ResolvedRange | null {
  const fromMs = resolveTime(from, nowMs, 'from');
  const toMs = resolveTime(to, nowMs, 'to');
  return fromMs === null || toMs === null || fromMs >= toMs ? null : { fromMs, toMs };
}

/** Whether either end moves with the clock. */
export const isRelativeRange = ({ from, to }: TimeRange): boolean => isRelativeMoment(from) || isRelativeMoment(to);

/** The range in the query string of an address; the default where it has none or one that cannot be read. */
export function readRange(query: URLSearchParams): TimeRange {
  const range = { from: query.get('from') ?? defaultRange.from, to: query.get('to') ?? defaultRange.to };
  return isMoment(range.from) && isMoment(range.to) ? range : defaultRange;
}

/** The refresh interval of an address in ms; null is off, written `refresh=off` or, as Grafana does, `refresh=`. */
export function readRefresh(query: URLSearchParams): number | null {
  const text = query.get('refresh');
  if (text === null) return defaultRefreshMs;
  const ms = parseDuration(text);
  return ms === null || ms === 0 ? null : Math.max(ms, 1_000);
}

export function writeRange(query: URLSearchParams, { from, to }: TimeRange): URLSearchParams {
  const next = new URLSearchParams(query);
  next.set('from', from);
  next.set('to', to);
  return next;
}

export function writeRefresh(query: URLSearchParams, refreshMs: number | null): URLSearchParams {
  const next = new URLSearchParams(query);
  next.set('refresh', refreshMs === null ? 'off' : formatDuration(refreshMs));
  return next;
}

const absolute = ({ fromMs, toMs }: ResolvedRange): TimeRange => ({
  from: String(Math.round(fromMs)),
  to: String(Math.round(toMs)),
});

/** One count of the largest unit that divides the span: Grafana reads `now-90m`, not `now-1h30m`. */
function writeSpan(spanMs: number): string {
  const seconds = Math.round(spanMs / 1000);
  for (const [unit, length] of Object.entries({ d: 86_400, h: 3_600, m: 60 })) {
    if (seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}

/** Twice the span: around its middle, or further back from now when the range ends now and so keeps moving. */
export function zoomOut(range: TimeRange, nowMs: number): TimeRange {
  const resolved = resolveRange(range, nowMs);
  if (!resolved) return defaultRange;
  const spanMs = resolved.toMs - resolved.fromMs;
  if (range.to === 'now' && isRelativeMoment(range.from)) {
    return { from: `now-${writeSpan(2 * spanMs)}`, to: 'now' };
  }
  return absolute({ fromMs: resolved.fromMs - spanMs / 2, toMs: resolved.toMs + spanMs / 2 });
}

/** Half a span earlier (-1) or later (1); the result stands still. */
export function shiftRange(range: TimeRange, direction: -1 | 1, nowMs: number): TimeRange {
  const resolved = resolveRange(range, nowMs);
  if (!resolved) return defaultRange;
  const byMs = (direction * (resolved.toMs - resolved.fromMs)) / 2;
  return absolute({ fromMs: resolved.fromMs + byMs, toMs: resolved.toMs + byMs });
}
