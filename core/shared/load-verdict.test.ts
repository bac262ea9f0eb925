import { describe, expect, it } from 'vitest';
import { judge, LoadThresholds, LoadTotals } from './index.ts';

const latencyMs = { p50: 10, p90: 100, p95: 150, p99: 300, max: 400, mean: 20 };
const measured = (rest: Partial<LoadTotals> = {}) =>
  LoadTotals.parse({
    requests: 1000,
    errors: 5,
    byStatus: { '200': 995, '500': 5 },
    requestsPerSecond: 40,
    latencyMs,
    ...rest,
  });
const verdict = (thresholds: LoadThresholds, totals = measured()) => judge(LoadThresholds.parse(thresholds), totals);

describe('the verdict on a run', () => {
  it('is none without thresholds', () => {
    expect(verdict({})).toBeNull();
  });

  it('is good when every figure keeps its threshold', () => {
    const good = verdict({ p95BelowMs: 200, p99BelowMs: 301, errorShareBelow: 0.01, ratePerSecondAbove: 30 });
    expect(good).toMatchObject({ passed: true });
    expect(good!.checks.map(({ figure, measured }) => [figure, measured])).toEqual([
      ['p95', 150],
      ['p99', 300],
      ['errorShare', 0.005],
      ['rate', 40],
    ]);
  });

  it.each([
    ['p95', { p95BelowMs: 150 }],
    ['p99', { p99BelowMs: 200 }],
    ['errors', { errorShareBelow: 0.005 }],
    ['rate', { ratePerSecondAbove: 40 }],
  ])('is bad when one does not: %s at its threshold is not below or above it', (_figure, thresholds) => {
    expect(verdict({ p95BelowMs: 1000, ...thresholds })).toMatchObject({ passed: false });
  });

  it('counts what was dropped as errors', () => {
    expect(verdict({ errorShareBelow: 0.01 }, measured({ dropped: 1000 }))!.checks[0]!.measured).toBe(0.5025);
  });

  it('is bad when nothing was measured: a target that never answered is not a fast one', () => {
    const nothing = measured({ requests: 4, errors: 4, byStatus: { network: 4 } });
    expect(verdict({ p95BelowMs: 200 }, nothing)).toMatchObject({ passed: false, checks: [{ measured: null }] });
    expect(verdict({ errorShareBelow: 1 }, measured({ requests: 0, errors: 0, byStatus: {} }))).toMatchObject({
      passed: false,
    });
  });
});
