import { formatted, type ValueFormat } from './formatted.ts';

const two = (value: number) => String(value).padStart(2, '0');
const twelve = (hours: number) => hours % 12 || 12;

const parts: Record<string, (at: Date) => string> = {
  YYYY: (at) => String(at.getFullYear()),
  YY: (at) => two(at.getFullYear() % 100),
  MMMM: (at) => at.toLocaleString('en', { month: 'long' }),
  MMM: (at) => at.toLocaleString('en', { month: 'short' }),
  MM: (at) => two(at.getMonth() + 1),
  M: (at) => String(at.getMonth() + 1),
  DD: (at) => two(at.getDate()),
  D: (at) => String(at.getDate()),
  dddd: (at) => at.toLocaleString('en', { weekday: 'long' }),
  ddd: (at) => at.toLocaleString('en', { weekday: 'short' }),
  HH: (at) => two(at.getHours()),
  H: (at) => String(at.getHours()),
  hh: (at) => two(twelve(at.getHours())),
  h: (at) => String(twelve(at.getHours())),
  mm: (at) => two(at.getMinutes()),
  m: (at) => String(at.getMinutes()),
  ss: (at) => two(at.getSeconds()),
  s: (at) => String(at.getSeconds()),
  SSS: (at) => String(at.getMilliseconds()).padStart(3, '0'),
  a: (at) => (at.getHours() < 12 ? 'am' : 'pm'),
  A: (at) => (at.getHours() < 12 ? 'AM' : 'PM'),
};
const grammar = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|dddd|ddd|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|a|A/g;

/** Writes a moment by a pattern such as `YYYY-MM-DD HH:mm:ss`, in the time zone of this machine. */
export const formatDateTime = (timeMs: number, pattern: string): string => {
  const at = new Date(timeMs);
  if (Number.isNaN(at.getTime())) return 'Invalid date';
  return pattern.replace(grammar, (part, literal: string | undefined) => literal ?? parts[part]?.(at) ?? part);
};

/** Values that are Unix milliseconds. `todayPattern` is used instead when the moment lies in the present day. */
export const dateTime =
  (pattern: string, todayPattern?: string): ValueFormat =>
  (value) => {
    const isToday = new Date(value).toDateString() === new Date().toDateString();
    return formatted(formatDateTime(value, todayPattern && isToday ? todayPattern : pattern));
  };

const spans = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago (or from now on) a moment in Unix milliseconds is. */
export function fromNow(timeMs: number, nowMs: number): string {
  const seconds = (timeMs - nowMs) / 1000;
  const [unit, length] = spans.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}
