import { describe, expect, it } from 'vitest';
import { describeRange } from './describe-range.ts';
import {
  defaultRange,
  readRange,
  readRefresh,
  resolveRange,
  shiftRange,
  writeRange,
  writeRefresh,
  zoomOut,
} from './time-range.ts';

const now = 1_795_000_000_000;
const query = (text: string) => new URLSearchParams(text);

describe('the range in the address', () => {
  it('is the last 15 minutes, every 5 s, when the address says nothing', () => {
    expect(readRange(query(''))).toEqual({ from: 'now-15m', to: 'now' });
    expect(readRefresh(query(''))).toBe(5_000);
  });

  it('is read and written in the same words, beside whatever else is there', () => {
    const written = writeRange(query('run=7'), { from: 'now-1d/d', to: 'now' });
    expect(written.get('run')).toBe('7');
    expect(readRange(written)).toEqual({ from: 'now-1d/d', to: 'now' });
  });

  it('is the default when it cannot be read', () => {
    expect(readRange(query('from=yesterday&to=now'))).toEqual(defaultRange);
  });

  it.each([
    { text: 'refresh=30s', ms: 30_000 },
    { text: 'refresh=1m', ms: 60_000 },
    { text: 'refresh=off', ms: null },
    { text: 'refresh=', ms: null },
    { text: 'refresh=nonsense', ms: null },
    { text: 'refresh=10ms', ms: 1_000 },
  ])('$text refreshes every $ms ms', ({ text, ms }) => {
    expect(readRefresh(query(text))).toBe(ms);
  });

  it('writes the refresh as Grafana does', () => {
    expect(writeRefresh(query(''), 60_000).toString()).toBe('refresh=1m');
    expect(readRefresh(writeRefresh(query(''), null))).toBeNull();
  });

  it('is nothing when it ends before it begins', () => {
    expect(resolveRange({ from: 'now', to: 'now-5m' }, now)).toBeNull();
  });
});

describe('moving about', () => {
  it('zooming out from a range that ends now keeps it moving', () => {
    expect(zoomOut({ from: 'now-15m', to: 'now' }, now)).toEqual({ from: 'now-30m', to: 'now' });
    expect(zoomOut({ from: 'now-45m', to: 'now' }, now)).toEqual({ from: 'now-90m', to: 'now' });
    expect(zoomOut({ from: 'now-12h', to: 'now' }, now)).toEqual({ from: 'now-1d', to: 'now' });
  });

  it('zooming out from a fixed range doubles it around its middle', () => {
    const range = { from: String(now - 1_000_000), to: String(now) };
    expect(zoomOut(range, now)).toEqual({ from: String(now - 1_500_000), to: String(now + 500_000) });
  });

  it('shifting moves by half the range and stands still', () => {
    expect(shiftRange({ from: 'now-1000s', to: 'now' }, -1, now)).toEqual({
      from: String(now - 1_500_000),
      to: String(now - 500_000),
    });
  });
});

describe('describing a range', () => {
  it.each([
    { from: 'now-15m', to: 'now', text: 'Last 15 minutes' },
    { from: 'now-45m', to: 'now', text: 'Last 45m' },
    { from: 'now/d', to: 'now/d', text: 'Today' },
    { from: 'now-2d/d', to: 'now', text: 'now-2d/d to now' },
    { from: '2026-11-20 10:30', to: '2026-11-20 11:00', text: '2026-11-20 10:30:00 to 11:00:00' },
    { from: '2026-11-20', to: '2026-11-21', text: '2026-11-20 00:00:00 to 2026-11-21 00:00:00' },
  ])('$from to $to is "$text"', ({ from, to, text }) => {
    expect(describeRange({ from, to })).toBe(text);
  });
});
