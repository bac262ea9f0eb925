import { momentText } from '../format/index.ts';
import { isRelativeMoment, type MomentEdge, resolveTime } from '../../core/shared/index.ts';
import { quickRanges, type TimeRange } from './time-range.ts';

/** What the picker's button says: the name of a quick range, `Last 45m`, or both ends as they are written. */
export function describeRange({ from, to }: TimeRange): string {
  const quick = quickRanges.find((choice) => choice.from === from && choice.to === to);
  if (quick) return quick.label;
  if (to === 'now' && /^now-\d+[smhdwMy]$/.test(from)) return `Last ${from.slice('now-'.length)}`;
  const start = asWritten(from, 'from');
  const end = asWritten(to, 'to');
  return `${start} to ${start.length === end.length && start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

/** A fixed moment in local time; a moving one in the grammar's own words. */
function asWritten(text: string, edge: MomentEdge): string {
  const ms = isRelativeMoment(text) ? null : resolveTime(text, 0, edge);
  return ms === null ? text : momentText(ms);
}
