import { formatDateTime } from './date-time.ts';

export interface Tick {
  value: number;
  label: string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Calendar = 'ms' | 'hour' | 'day' | 'month' | 'year';
interface Step {
  /** Roughly; months and years are as long as they are. */
  ms: number;
  calendar: Calendar;
  count: number;
}

const step = (ms: number, calendar: Calendar = 'ms', count = ms): Step => ({ ms, calendar, count });
const steps: readonly Step[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => step(ms)),
  ...[1, 2, 5, 10, 15, 30].map((s) => step(s * second)),
  ...[1, 2, 5, 10, 15, 30].map((m) => step(m * minute)),
  ...[1, 2, 3, 6, 12].map((h) => step(h * hour, 'hour', h)),
  ...[1, 2, 7, 14].map((d) => step(d * day, 'day', d)),
  ...[1, 3, 6].map((m) => step(m * 30 * day, 'month', m)),
  ...[1, 2, 5, 10, 20, 50].map((y) => step(y * 365 * day, 'year', y)),
];

/**
 * Round moments of local time between `fromMs` and `toMs`, at most `maxCount` of them. Midnight is labelled with the
 * date, so that a range over several days can be read.
 */
export function timeTicks(fromMs: number, toMs: number, maxCount: number): Tick[] {
  const wanted = (toMs - fromMs) / Math.max(1, maxCount);
  const chosen = steps.find(({ ms }) => ms >= wanted) ?? steps.at(-1)!;
  return moments(fromMs, toMs, chosen).map((value) => ({ value, label: timeLabel(value, chosen) }));
}

function moments(fromMs: number, toMs: number, { calendar, count }: Step): number[] {
  const found: number[] = [];
  if (calendar === 'ms') {
    // Rounded in local time: zones are off by half and quarter hours in places.
    const offsetMs = new Date(fromMs).getTimezoneOffset() * minute;
    for (let at = Math.ceil((fromMs - offsetMs) / count) * count + offsetMs; at <= toMs; at += count) found.push(at);
    return found;
  }
  const at = firstOf(calendar, count, fromMs);
  while (at.getTime() <= toMs) {
    if (at.getTime() >= fromMs) found.push(at.getTime());
    advance(at, calendar, count);
  }
  return found;
}

/** The last round moment at or before `fromMs`, so that the grid does not depend on where the range begins. */
function firstOf(calendar: Exclude<Calendar, 'ms'>, count: number, fromMs: number): Date {
  const from = new Date(fromMs);
  const [year, month] = [from.getFullYear(), from.getMonth()];
  if (calendar === 'year') return new Date(Math.floor(year / count) * count, 0, 1);
  if (calendar === 'month') return new Date(year, Math.floor(month / count) * count, 1);
  if (calendar === 'hour') return new Date(year, month, from.getDate());
  // Counted from a Monday, so that a step of a week falls on Mondays.
  const days = Math.round((Date.UTC(year, month, from.getDate()) - Date.UTC(1970, 0, 5)) / day);
  return new Date(year, month, from.getDate() - (((days % count) + count) % count));
}

function advance(at: Date, calendar: Exclude<Calendar, 'ms'>, count: number): void {
  if (calendar === 'year') at.setFullYear(at.getFullYear() + count);
  else if (calendar === 'month') at.setMonth(at.getMonth() + count);
  else if (calendar === 'day') at.setDate(at.getDate() + count);
  else at.setHours(at.getHours() + count);
}

function timeLabel(timeMs: number, { ms, calendar }: Step): string {
  if (calendar === 'year') return formatDateTime(timeMs, 'YYYY');
  if (calendar === 'month') return formatDateTime(timeMs, 'MMM YYYY');
  const at = new Date(timeMs);
  const isMidnight = at.getHours() + at.getMinutes() + at.getSeconds() + at.getMilliseconds() === 0;
  if (calendar === 'day' || isMidnight) return formatDateTime(timeMs, 'D MMM');
  if (ms >= minute) return formatDateTime(timeMs, 'HH:mm');
  return formatDateTime(timeMs, ms >= second ? 'HH:mm:ss' : 'HH:mm:ss.SSS');
}

/** A moment in full, for tooltips and captures: `2026-11-20 10:30:15`. */
export const momentText = (timeMs: number): string => formatDateTime(timeMs, 'YYYY-MM-DD HH:mm:ss');

/** Both ends of a range; the date is not said twice. */
export function rangeText(fromMs: number, toMs: number): string {
  const sameDay = new Date(fromMs).toDateString() === new Date(toMs).toDateString();
  return `${momentText(fromMs)} to ${sameDay ? formatDateTime(toMs, 'HH:mm:ss') : momentText(toMs)}`;
}
