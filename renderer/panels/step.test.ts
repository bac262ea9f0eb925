import { describe, expect, it } from 'vitest';
import { alignRange, roundInterval, stepOf } from './step.ts';

const minutes = (count: number) => count * 60_000;
const step = (rangeMs: number, maxDataPoints: number, minStepMs = 5_000) =>
  stepOf({ fromMs: 0, toMs: rangeMs, maxDataPoints, minStepMs });

describe('the step of a range query', () => {
  // The table of Grafana's rangeutil.roundInterval.
  it.each([
    [9, 1],
    [12, 10],
    [34, 20],
    [74, 50],
    [149, 100],
    [349, 200],
    [749, 500],
    [1499, 1000],
    [3499, 2000],
    [7499, 5000],
    [12_499, 10_000],
    [17_499, 15_000],
    [24_999, 20_000],
    [44_999, 30_000],
    [minutes(1), 60_000],
    [minutes(60 * 24 * 400), 31_536_000_000],
  ])('rounds %i ms to %i ms', (interval, rounded) => {
    expect(roundInterval(interval)).toBe(rounded);
  });

  it('is the scrape interval over a quarter of an hour on a screen', () => {
    expect(step(minutes(15), 600)).toBe(5_000);
  });

  it('grows with the range so that there is about one point per pixel', () => {
    expect(step(minutes(360), 600)).toBe(30_000);
    expect(step(minutes(60 * 24 * 7), 600)).toBe(900_000);
  });

  it('keeps a minimum that is not round', () => {
    expect(step(minutes(15), 600, 7_000)).toBe(7_000);
  });

  it('never asks for more points than Prometheus gives', () => {
    for (const days of [1, 7, 30, 365]) {
      const rangeMs = minutes(60 * 24 * days);
      expect(rangeMs / step(rangeMs, 1e6, 1)).toBeLessThanOrEqual(11_000);
    }
  });

  it('aligns both ends to the step, in local time', () => {
    expect(alignRange(1_003, 61_999, 5_000)).toEqual({ startMs: 0, endMs: 60_000 });
    const india = minutes(330);
    expect(alignRange(minutes(60), minutes(180), minutes(60), india)).toEqual({
      startMs: minutes(30),
      endMs: minutes(150),
    });
  });
});
