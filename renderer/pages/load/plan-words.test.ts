import { describe, expect, it } from 'vitest';
import { builtInPlans, LoadPlan } from '../../../core/shared/index.ts';
import { headersOfText, textOfHeaders } from './header-text.ts';
import { freePlanName, planFacts, planFamilies } from './plan-words.ts';
import { closedShapes, openShapes, withoutStage, withStage } from './schedule-shapes.ts';

const planCalled = (name: string) => builtInPlans.find((plan) => plan.name === name)!;
const facts = (plan: LoadPlan) => Object.fromEntries(planFacts(plan).map(({ name, text }) => [name, text]));
const mine = (rest: object) =>
  LoadPlan.parse({
    name: 'mine',
    title: 'Mine',
    schedule: { kind: 'closed', stages: [{ concurrency: 1, durationMs: 1000 }] },
    ...rest,
  });

describe('a plan in words', () => {
  it('says where, what, how, how long and what passes', () => {
    expect(facts(planCalled('mixed-traffic'))).toEqual({
      To: 'the service, /predict',
      Sends: '1 × health checks, 10 × evaluation pictures, 2 × undecodable images, shuffled, over and over',
      How: 'up to 20 a second, as independent clients do, whatever the target does',
      Takes: '2 min',
      Passes: 'no thresholds',
    });
    expect(facts(planCalled('hundred-requests'))).toMatchObject({
      How: 'one after the other',
      Takes: '100 requests, at most 10 min',
    });
    const thresholds = { p95BelowMs: 200, errorShareBelow: 0.01 };
    expect(facts(mine({ thresholds }))).toMatchObject({ Passes: 'p95 below 200 ms, errors below 1 %' });
  });
});

describe('the list of plans', () => {
  it('has each short variant with its plan, and plans of the user as they are', () => {
    const families = planFamilies([...builtInPlans, mine({}), mine({ name: 'mine-short' })], ['mine', 'mine-short']);
    expect(families.find(({ full }) => full.name === 'ramp')!.short!.name).toBe('ramp-short');
    expect(families.filter(({ isOwn }) => isOwn).map(({ full }) => full.name)).toEqual(['mine', 'mine-short']);
    expect(families.some(({ full }) => full.name === 'ramp-short')).toBe(false);
  });

  it('gives a new plan a name that is free', () => {
    expect(freePlanName('My rämp!', [])).toBe('my-ra-mp');
    expect(freePlanName('Ramp', ['ramp-2'])).toBe('ramp-3');
    expect(freePlanName('…', [])).toBe('plan');
  });
});

describe('the form of a plan', () => {
  it('begins with schedules that are ones', () => {
    for (const { schedule } of [...closedShapes, ...openShapes]) expect(mine({ schedule }).schedule).toEqual(schedule);
  });

  it('goes on where the last stage ends', () => {
    const ramp = openShapes.find(({ text }) => text === 'Ramp')!.schedule;
    const longer = withStage(ramp);
    expect(longer.stages.at(-1)).toEqual({ fromPerSecond: 50, toPerSecond: 50, durationMs: 60_000 });
    expect(withoutStage(longer, 1)).toEqual(ramp);
  });

  it('takes headers one a line', () => {
    const headers = headersOfText(' Authorization: Bearer a:b \n\nX-Empty:\n');
    expect(headers).toEqual({ Authorization: 'Bearer a:b', 'X-Empty': '' });
    expect(headersOfText(textOfHeaders(headers))).toEqual(headers);
  });
});
