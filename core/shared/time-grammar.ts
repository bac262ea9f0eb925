/**
 * Grafana's grammar of moments: `now`, `now-15m`, `now/d`, `now-1d/d`, milliseconds since 1970, or an ISO 8601 date.
 * Units: s m h d w M y. A bare `/unit` rounds to the beginning of that unit for the start of a range and to its end for
 * the end of a range, in local time.
 */
export type MomentEdge = 'from' | 'to';

const units = ['s', 'm', 'h', 'd', 'w', 'M', 'y'] as const;
type Unit = (typeof units)[number];

const relative = /^now((?:[+-]\d+[smhdwMy])*)(?:\/([smhdwMy]))?$/;
const offsets = /([+-])(\d+)([smhdwMy])/g;
const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** Unix milliseconds of a moment as seen at `nowMs`, or null when the text is not one. */
export function resolveTime(text: string, nowMs: number, edge: MomentEdge): number | null {
  const trimmed = text.trim();
  if (/^\d{10,16}$/.test(trimmed)) return Number(trimmed);
  const match = relative.exec(trimmed);
  if (!match) return resolveDate(trimmed);
  const date = new Date(nowMs);
  for (const [, sign, count, unit] of match[1]!.matchAll(offsets)) {
    shiftDate(date, (sign === '-' ? -1 : 1) * Number(count), unit as Unit);
  }
  if (match[2]) roundDate(date, match[2] as Unit, edge);
  return Number.isNaN(date.getTime()) ? null : date.getTime();
}

export const isMoment = (text: string): boolean => resolveTime(text, 0, 'from') !== null;

export const isRelativeMoment = (text: string): boolean => relative.test(text.trim());

/** A date without a zone is local time, as a person reads it off the clock on the wall. */
function resolveDate(text: string): number | null {
  if (!isoDate.test(text)) return null;
  const local = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T');
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? null : ms;
}

function shiftDate(date: Date, count: number, unit: Unit): void {
  switch (unit) {
    case 's':
      date.setTime(date.getTime() + count * 1_000);
      return;
    case 'm':
      date.setTime(date.getTime() + count * 60_000);
      return;
    case 'h':
      date.setTime(date.getTime() + count * 3_600_000);
      return;
    case 'd':
      date.setDate(date.getDate() + count);
      return;
    case 'w':
      date.setDate(date.getDate() + 7 * count);
      return;
    case 'M':
      shiftMonths(date, count);
      return;
    case 'y':
      shiftMonths(date, 12 * count);
      return;
  }
}

/** One month before 31 March is the last day of February, not 3 March. */
function shiftMonths(date: Date, count: number): void {
  const day = date.getDate();
  date.setMonth(date.getMonth() + count);
  if (date.getDate() !== day) date.setDate(0);
}

function roundDate(date: Date, unit: Unit, edge: MomentEdge): void {
  const depth = units.indexOf(unit);
  date.setMilliseconds(0);
  if (depth >= 1) date.setSeconds(0);
  if (depth >= 2) date.setMinutes(0);
  if (depth >= 3) date.setHours(0);
  // Weeks begin on Monday (ISO 8601).
  if (unit === 'w') date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  if (unit === 'M' || unit === 'y') date.setDate(1);
  if (unit === 'y') date.setMonth(0);
  if (edge === 'from') return;
  shiftDate(date, 1, unit);
  date.setTime(date.getTime() - 1);
}
