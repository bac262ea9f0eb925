import { describe, expect, it } from 'vitest';
import { Panel } from '../../core/shared/index.ts';
import { type PlanContext, planQueries } from './query-plan.ts';

const context: PlanContext = {
  from: 'now-15m',
  to: 'now',
  fromMs: 1_000_003_000,
  toMs: 1_000_903_000,
  widthPx: 600,
  scrapeIntervalMs: 5_000,
  variables: new Map([['job', 'food11']]),
  utcOffsetMs: 0,
};
const plan = (panel: object, change: Partial<PlanContext> = {}) =>
  planQueries(Panel.parse({ type: 'timeseries', ...panel }), { ...context, ...change });
const kinds = (panel: object) => plan(panel).queries.map(({ kind }) => kind);

describe('what a panel asks for', () => {
  it('is every query that is not hidden or empty, variables filled in', () => {
    const targets = [
      { refId: 'A', expr: 'rate(x{job="$job"}[$__rate_interval])', legendFormat: '{{a}}' },
      { refId: 'B', expr: 'y', hide: true },
      { refId: 'C', expr: ' ' },
    ];
    expect(plan({ targets }).queries).toEqual([
      { refId: 'A', expr: 'rate(x{job="food11"}[20s])', legendFormat: '{{a}}', kind: 'range' },
    ]);
  });

  it('falls on a grid of steps that does not shift with the clock', () => {
    const { grid } = plan({});
    expect(grid).toEqual({ startMs: 1_000_000_000, stepMs: 5_000, length: 181 });
    expect(plan({}, { fromMs: 1_000_004_000, toMs: 1_000_904_000 }).grid).toEqual(grid);
  });

  it('is no finer than the minimum step of the panel or of any query', () => {
    expect(plan({ interval: '30s' }).grid.stepMs).toBe(30_000);
    expect(plan({ targets: [{ expr: 'x', interval: '>1m' }] }).grid.stepMs).toBe(60_000);
    expect(plan({ maxDataPoints: 10 }).grid.stepMs).toBe(120_000);
  });

  it('is one instant where a bar shows only what the range amounts to', () => {
    const increase = [{ expr: 'increase(x[$__range])' }];
    expect(kinds({ type: 'bargauge', targets: increase })).toEqual(['instant']);
    expect(kinds({ type: 'bargauge', targets: [{ expr: 'x' }] })).toEqual(['range']);
    expect(kinds({ type: 'stat', targets: increase })).toEqual(['range']);
    expect(kinds({ type: 'bargauge', targets: increase, options: { reduceOptions: { calcs: ['max'] } } })).toEqual([
      'range',
    ]);
    expect(kinds({ targets: [{ expr: 'x', instant: true }] })).toEqual(['instant']);
  });

  it('keeps its identity as the clock moves on, and loses it with the range', () => {
    const later = plan({}, { fromMs: context.fromMs + 5_000, toMs: context.toMs + 5_000 });
    expect(later.identity).toBe(plan({}).identity);
    expect(plan({}, { from: 'now-1h' }).identity).not.toBe(plan({}).identity);
  });
});
