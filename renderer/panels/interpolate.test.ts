import { describe, expect, it } from 'vitest';
import { interpolate, mentions, timeVariables } from './interpolate.ts';

const variables = timeVariables({ fromMs: 1_000_000, toMs: 1_900_000, stepMs: 15_000, scrapeIntervalMs: 15_000 });

describe('variables in a query', () => {
  it.each([
    ['rate(x[$__interval])', 'rate(x[15s])'],
    ['rate(x[$__rate_interval])', 'rate(x[1m])'],
    ['increase(x[$__range])', 'increase(x[900s])'],
    ['increase(x[${__range}])', 'increase(x[900s])'],
    ['x / $__range_s + $__interval_ms', 'x / 900 + 15000'],
    ['[[__range_ms]] ${__from:date}', '900000 1000000'],
  ])('%s becomes %s', (text, filled) => {
    expect(interpolate(text, variables)).toBe(filled);
  });

  it('leave names alone that nobody defined', () => {
    expect(interpolate('x{a="$job"} ${other:csv}', variables)).toBe('x{a="$job"} ${other:csv}');
  });

  it('take a rate over at least four scrapes', () => {
    const short = timeVariables({ fromMs: 0, toMs: 900_000, stepMs: 5_000, scrapeIntervalMs: 5_000 });
    expect(short.get('__rate_interval')).toBe('20s');
    const long = timeVariables({ fromMs: 0, toMs: 9e8, stepMs: 300_000, scrapeIntervalMs: 5_000 });
    expect(long.get('__rate_interval')).toBe('5m5s');
  });

  it('are found by their whole name', () => {
    expect(mentions('increase(x[$__range])', '__range')).toBe(true);
    expect(mentions('x / $__range_s', '__range')).toBe(false);
  });
});
