import { describe, expect, it } from 'vitest';
import { LoadPlan, plannedMs, ScenarioMode, ScenarioName } from '../../shared/index.ts';
import { describeScene } from '../describe-scene.ts';
import type { Step } from '../scene.ts';
import { fittingThreshold } from './error-alert.ts';
import { scenes } from './index.ts';

it('there is a scene for every name, in the order of the tutorial', () => {
  expect(scenes.map(({ name }) => name)).toEqual(ScenarioName.options);
});

/** Steps whose load run would go on past the time the step has for it. */
const outlasted = (steps: Step[]) =>
  steps
    .filter(({ actions, until, withinMs }) =>
      actions.some((action) => {
        if (action.kind !== 'start-load' || until.kind !== 'load-ends') return false;
        const { order, maxRequests, schedule } = LoadPlan.parse(action.plan);
        // Those that send a number of requests end when these are answered, whatever their schedule allows.
        const endsByTime = order.kind !== 'shuffled-once' && maxRequests > 1_000;
        return endsByTime && plannedMs(schedule) >= withinMs;
      }),
    )
    .map(({ title }) => title);

/** Whether load that was started is still going when the last step is over. */
const leavesLoad = (steps: Step[]) =>
  steps.reduce((isLoading, { actions, until }) => {
    const kinds = actions.map(({ kind }) => kind);
    return until.kind !== 'load-ends' && !kinds.includes('stop-load') && (isLoading || kinds.includes('start-load'));
  }, false);

describe.each(scenes.map((scene) => [scene.title, scene] as const))('%s', (_, scene) => {
  it.each(ScenarioMode.options)(
    'ends by itself in %s mode: every step has a limit, and load that it can outlast',
    (mode) => {
      const steps = scene.steps({ mode, scrapeIntervalMs: 5_000, threshold: 20 });
      expect(steps.every(({ withinMs }) => Number.isFinite(withinMs))).toBe(true);
      expect(outlasted(steps)).toEqual([]);
      expect(leavesLoad(steps)).toBe(false);
    },
  );

  it('takes less than 90 seconds in fast mode, as told', () => {
    expect(scene.aboutMs('fast')).toBeLessThan(90_000);
    expect(describeScene(scene, 5_000).fast.steps.length).toBeGreaterThan(3);
  });
});

it('the threshold that fits a machine is a quarter of what one client gets, to two figures', () => {
  expect([812, 33.3, 0.4, 0].map(fittingThreshold)).toEqual([200, 8.3, 1, 1]);
});
