import { describe, expect, it } from 'vitest';
import { curvePercentiles, LoadTotals } from '../../../core/shared/index.ts';
import { comparedFigures } from './compared-figures.ts';
import { curveModel, niceTop, percentileAt } from './curve-model.ts';

describe('latency curves', () => {
  it('give every nine the same room', () => {
    const [none, one, two, three] = [0, 90, 99, 99.9].map(percentileAt) as [number, number, number, number];
    expect(none).toBeCloseTo(0, 9);
    expect(two - one).toBeCloseTo(one, 6);
    expect(three - two).toBeCloseTo(one, 6);
    expect(percentileAt(100)).toBe(1);
  });

  it('share one scale, which ends at a number that is short to write', () => {
    const model = curveModel([curvePercentiles.map(() => 12), curvePercentiles.map(() => 55)]);
    expect(model.yTicks.map(({ ms }) => ms)).toEqual([0, 15, 30, 45, 60]);
    expect(model.curves.map(([first]) => first!.y)).toEqual([12 / 60, 55 / 60]);
  });

  it.each([
    [0.3, 0.4],
    [1, 1],
    [9.5, 10],
    [110, 200],
    [801, 1000],
  ])('that reach %d end at %d', (value, top) => {
    expect(niceTop(value)).toBeCloseTo(top, 9);
  });
});

describe('two runs side by side', () => {
  const totals = (requests: number, errors: number, rate: number, ms: number) =>
    LoadTotals.parse({
      requests,
      errors,
      byStatus: {},
      requestsPerSecond: rate,
      latencyMs: { p50: ms, p90: ms, p95: ms, p99: ms, max: ms, mean: ms },
    });
  const compare = (first: LoadTotals, second: LoadTotals) =>
    Object.fromEntries(comparedFigures(first, second).map((figure) => [figure.name, figure]));

  it('say what became better, what worse, and what is as it was', () => {
    const figures = compare(totals(100, 1, 50, 20), totals(200, 4, 51, 10));
    expect(figures['p95']).toEqual({ name: 'p95', texts: ['20.00 ms', '10.00 ms'], change: '−50.0 %', tone: 'good' });
    expect(figures['Errors']).toMatchObject({ texts: ['1 %', '2 %'], change: '+100.0 %', tone: 'bad' });
    expect(figures['Per second']).toMatchObject({ change: '+2.0 %', tone: null });
    expect(figures['Requests']).toMatchObject({ texts: ['100', '200'], tone: null });
  });

  it('have no change from nothing', () => {
    const figures = compare(totals(0, 0, 0, 0), totals(10, 1, 5, 10));
    expect(figures['p50']).toMatchObject({ texts: ['–', '10.00 ms'], change: '', tone: null });
  });
});
