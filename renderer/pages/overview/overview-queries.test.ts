import { describe, expect, it } from 'vitest';
import { classCounts, errorShare, extent, latest, rateWindow, sparkStep } from './overview-queries.ts';

const series = (points: Record<number, number>) => ({
  labels: {},
  timestampsMs: Object.keys(points).map(Number),
  values: Object.values(points),
});

describe('the error share', () => {
  it('is failures over requests, point by point', () => {
    expect(errorShare(series({ 1: 10, 2: 20 }), series({ 1: 1, 2: 5 })).values).toEqual([0.1, 0.25]);
  });

  it('is 0 where nothing ever failed, and unknown where nothing was asked', () => {
    expect(errorShare(series({ 1: 10, 2: 0 }), undefined).values).toEqual([0, NaN]);
    expect(errorShare(undefined, undefined).values).toEqual([]);
  });
});

describe('the present value', () => {
  it('is the newest one', () => {
    expect(latest(series({ 1_000: 7, 2_000: 8 }), 3_000, 5_000)).toBe(8);
  });

  it('is unknown when the newest is old, or not a number', () => {
    expect(latest(series({ 1_000: 7 }), 60_000, 5_000)).toBeNull();
    expect(latest(series({ 1_000: NaN }), 1_000, 5_000)).toBeNull();
    expect(latest(undefined, 1_000, 5_000)).toBeNull();
  });
});

it('a series extends from its first number to its last', () => {
  expect(extent(series({ 1_000: NaN, 2_000: 3, 3_000: NaN, 4_000: 5, 5_000: NaN }))).toEqual([2_000, 4_000]);
  expect(extent(undefined)).toEqual([NaN, NaN]);
});

describe('windows and steps', () => {
  it('a rate spans four scrapes at least, and never less than a step', () => {
    expect(rateWindow(8_000, 5_000)).toBe('30s');
    expect(rateWindow(8_000, 15_000)).toBe('1m');
    expect(rateWindow(120_000, 5_000)).toBe('2m');
  });

  it('a sparkline has about a hundred points, none between two scrapes', () => {
    expect(sparkStep(300_000, 5_000)).toBe(5_000);
    expect(sparkStep(900_000, 5_000)).toBe(8_000);
    expect(sparkStep(86_400_000, 5_000)).toBe(720_000);
  });
});

it('classes are listed most often first, as shares of all predictions, without those never predicted', () => {
  const sample = (name: string, value: number) => ({ labels: { class_name: name }, value });
  expect(classCounts([sample('Soup', 1), sample('Rice', 0), sample('Bread', 3)])).toEqual([
    { label: 'Bread', count: 3, share: 0.75 },
    { label: 'Soup', count: 1, share: 0.25 },
  ]);
});
