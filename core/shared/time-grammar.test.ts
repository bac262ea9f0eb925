import { describe, expect, it } from 'vitest';
import { isMoment, isRelativeMoment, type MomentEdge, resolveTime } from './time-grammar.ts';

/** A Friday, in local time. */
const now = new Date(2026, 10, 20, 14, 37, 12, 345).getTime();
const local = (...parts: [number, number, number, number?, number?, number?, number?]) => new Date(...parts).getTime();

describe('moments', () => {
  it.each([
    { text: 'now', edge: 'to', is: now },
    { text: 'now-15m', edge: 'from', is: now - 15 * 60_000 },
    { text: 'now+90s', edge: 'to', is: now + 90_000 },
    { text: 'now-1h-30m', edge: 'from', is: now - 5_400_000 },
    { text: ' now-1w ', edge: 'from', is: local(2026, 10, 13, 14, 37, 12, 345) },
    { text: '1700000000000', edge: 'from', is: 1_700_000_000_000 },
    { text: '2026-11-20T10:30:00Z', edge: 'from', is: Date.UTC(2026, 10, 20, 10, 30) },
    { text: '2026-11-20T10:30:00.250+02:00', edge: 'from', is: Date.UTC(2026, 10, 20, 8, 30, 0, 250) },
    { text: '2026-11-20 10:30', edge: 'from', is: local(2026, 10, 20, 10, 30) },
    { text: '2026-11-20', edge: 'from', is: local(2026, 10, 20) },
  ] as { text: string; edge: MomentEdge; is: number }[])('$text is understood', ({ text, edge, is }) => {
    expect(resolveTime(text, now, edge)).toBe(is);
  });

  it.each([
    { text: 'now/d', from: local(2026, 10, 20), to: local(2026, 10, 20, 23, 59, 59, 999) },
    { text: 'now-1d/d', from: local(2026, 10, 19), to: local(2026, 10, 19, 23, 59, 59, 999) },
    { text: 'now/h', from: local(2026, 10, 20, 14), to: local(2026, 10, 20, 14, 59, 59, 999) },
    { text: 'now/w', from: local(2026, 10, 16), to: local(2026, 10, 22, 23, 59, 59, 999) },
    { text: 'now/M', from: local(2026, 10, 1), to: local(2026, 10, 30, 23, 59, 59, 999) },
    { text: 'now/y', from: local(2026, 0, 1), to: local(2026, 11, 31, 23, 59, 59, 999) },
  ])('$text begins with its unit and ends with it', ({ text, from, to }) => {
    expect(resolveTime(text, now, 'from')).toBe(from);
    expect(resolveTime(text, now, 'to')).toBe(to);
  });

  it('a month before the 31st is the last day of a shorter month', () => {
    expect(resolveTime('now-1M', local(2026, 2, 31, 8), 'from')).toBe(local(2026, 1, 28, 8));
  });

  it.each(['', 'soon', 'now-', 'now-5', 'now-5x', 'now/q', '12', '2026-13-40', '20 Nov 2026', 'now - 5m'])(
    '%j is not a moment',
    (text) => {
      expect(resolveTime(text, now, 'from')).toBeNull();
      expect(isMoment(text)).toBe(false);
    },
  );

  it('only what starts from now moves with the clock', () => {
    expect(isRelativeMoment('now-5m/m')).toBe(true);
    expect(isRelativeMoment('1700000000000')).toBe(false);
  });
});
