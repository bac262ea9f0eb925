import { describe, expect, it } from 'vitest';
import type { Panel } from '../../core/shared/index.ts';
import { fieldOf, stepColor, thresholdSteps } from './field-config.ts';

const set = (id: string, value: unknown) => ({ id, value });
const config = (...overrides: NonNullable<NonNullable<Panel['fieldConfig']>['overrides']>): Panel['fieldConfig'] => ({
  defaults: { unit: 'ms', custom: { lineWidth: 1 } },
  overrides,
});
const series = { name: '95th percentile', refId: 'B' };

describe('what a panel says about a series', () => {
  it('is its defaults where nothing overrides them', () => {
    expect(fieldOf(series, config())).toMatchObject({ unit: 'ms', custom: { lineWidth: 1 } });
    expect(fieldOf(series, undefined)).toEqual({ custom: {} });
  });

  it.each([
    ['byName', '95th percentile', true],
    ['byName', 'Median', false],
    ['byRegexp', '/^9\\dth/', true],
    ['byRegexp', '/PERCENTILE/i', true],
    ['byRegexp', '/(/', false],
    ['byFrameRefID', 'B', true],
    ['byFrameRefID', 'A', false],
    ['byType', 'number', true],
    ['byNames', { mode: 'include', names: ['95th percentile'] }, true],
    ['byNames', { mode: 'exclude', names: ['95th percentile'] }, false],
    ['byValue', { op: 'gte', value: 0 }, false],
  ])('is overridden by a matcher %s %o: %s', (id, options, matches) => {
    const field = fieldOf(series, config({ matcher: { id, options }, properties: [set('unit', 's')] }));
    expect(field.unit).toBe(matches ? 's' : 'ms');
  });

  it('takes custom properties one by one, later overrides last', () => {
    const matcher = { id: 'byType', options: 'number' };
    const field = fieldOf(
      series,
      config(
        { matcher, properties: [set('custom.lineWidth', 3), set('custom.fillOpacity', 20)] },
        { matcher, properties: [set('custom.lineWidth', 4)] },
      ),
    );
    expect(field.custom).toEqual({ lineWidth: 4, fillOpacity: 20 });
  });
});

describe('thresholds', () => {
  it("are Grafana's when a panel names none: green, and red from 80", () => {
    const steps = thresholdSteps({}, 0, 100);
    expect([0, 79.9, 80, -5].map((value) => stepColor(steps, value))).toEqual(['green', 'green', 'red', 'green']);
  });

  it('in percent are taken of the range', () => {
    const thresholds = {
      mode: 'percentage',
      steps: [
        { color: 'blue', value: null },
        { color: 'orange', value: 50 },
      ],
    };
    expect(thresholdSteps({ thresholds }, 10, 30)).toEqual([
      { color: 'blue', value: -Infinity },
      { color: 'orange', value: 20 },
    ]);
  });
});
