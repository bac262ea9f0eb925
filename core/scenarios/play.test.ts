import { describe, expect, it } from 'vitest';
import { noFaults, type ScenarioFigure, type ScenarioStepRun } from '../shared/index.ts';
import { planNamed } from './casting.ts';
import { play } from './play.ts';
import type { Step } from './scene.ts';
import { rehearsalStage } from './testdata/rehearsal-stage.ts';

const step = (part: Partial<Step>): Step => ({
  title: 'A step',
  text: '',
  ends: 'it is over',
  withinMs: 100,
  look: [],
  actions: [],
  until: { kind: 'time', ms: 0 },
  ...part,
});

/** Plays with a clock that goes on by `tickMs` at each look. `onLook` changes the world before it. */
async function rehearse(steps: Step[], at = rehearsalStage(), onLook: (look: number) => void = () => {}) {
  let nowMs = 0;
  let looks = 0;
  const states: Partial<ScenarioStepRun>[] = steps.map(() => ({}));
  const figures: ScenarioFigure[] = [];
  const stop = new AbortController();
  const ending = await play({
    steps,
    stage: at.stage,
    signal: stop.signal,
    onStep(index, change) {
      Object.assign(states[index]!, change);
      if (change.seen !== undefined) onLook(++looks);
      if (looks > 1000) stop.abort();
    },
    onFigures: (more) => figures.push(...more),
    now: () => (nowMs += 5),
    pollMs: 1,
  });
  return { ending, states, figures, ...at };
}

describe('a scene', () => {
  it('goes from step to step as their conditions are met, and remembers what later steps depend on', async () => {
    const at = rehearsalStage();
    const steps = [
      step({
        actions: [{ kind: 'start-load', plan: planNamed('ramp') }],
        until: { kind: 'load-ends' },
        measure: [
          { from: 'load', title: 'Ramp', remember: { name: 'rate', what: (totals) => totals.requestsPerSecond } },
        ],
      }),
      step({
        until: { kind: 'query', expr: 'rate', is: 'above', value: (seen) => seen.get('rate')! / 2, unit: 'per second' },
      }),
    ];
    const { ending, states, figures } = await rehearse(steps, at, (look) => {
      if (look === 2) at.endLoad('completed');
      if (look === 4) at.world.value = 9;
      if (look === 6) at.world.value = 11;
    });
    expect(ending).toEqual({ state: 'passed', message: null });
    expect(states.map(({ state }) => state)).toEqual(['met', 'met']);
    expect(states[1]!.seen).toBe('11 a second');
    expect(figures[0]).toEqual({ name: 'Ramp: requests', value: '40, 20 a second' });
  });

  it('fails at a condition that is not met in time, saying what was seen, and leaves nothing on', async () => {
    const steps = [
      step({
        title: 'Pending',
        ends: 'the alert is pending',
        actions: [
          { kind: 'set-faults', faults: { ...noFaults, failureShare: 1 } },
          { kind: 'add-rules', rules: () => ({ name: 'g', interval: '1s', rules: [] }) },
          { kind: 'start-load', plan: planNamed('error-ramp') },
        ],
        until: { kind: 'alert', alert: 'x', state: 'pending' },
      }),
      step({ title: 'Never' }),
    ];
    const at = rehearsalStage();
    at.world.alert = 'inactive';
    const { ending, states, on, log } = await rehearse(steps, at);
    expect(ending.state).toBe('failed');
    expect(ending.message).toBe('Pending: not within 100ms: the alert is pending. Last seen: normal.');
    expect(states.map(({ state }) => state)).toEqual(['failed', undefined]);
    expect(on).toEqual({ rules: [], faults: noFaults });
    expect(log).toEqual(['load error-ramp', 'stop load']);
  });

  it('keeps to a step for as long as there is something to see, also when its condition is met', async () => {
    let looks = 0;
    const steps = [step({ atLeastMs: 50, until: { kind: 'drift-ready' } })];
    const { ending } = await rehearse(steps, rehearsalStage(), (look) => (looks = look));
    expect(ending.state).toBe('passed');
    expect(looks).toBeGreaterThan(3);
  });

  it('that is stopped takes away what it had put on', async () => {
    const steps = [
      step({ actions: [{ kind: 'start-load', plan: planNamed('look-alikes') }] }),
      step({ withinMs: Infinity, until: { kind: 'alert', alert: 'x', state: 'firing' } }),
    ];
    const { ending, states, log } = await rehearse(steps);
    expect(ending.state).toBe('stopped');
    expect(states[1]!.state).toBe('stopped');
    expect(log).toEqual(['load look-alikes', 'stop load']);
  });

  it('waits for the process of the last load run to be gone, and fails at a run that somebody else stopped', async () => {
    const at = rehearsalStage();
    at.world.busyStarts = 3;
    const steps = [step({ actions: [{ kind: 'start-load', plan: planNamed('ramp') }], until: { kind: 'load-ends' } })];
    const { ending } = await rehearse(steps, at, () => at.endLoad('stopped'));
    expect(ending.message).toBe('A step: The load run was stopped by somebody else.');
  });

  it('takes a load run that it stopped itself for ended, and counts drift events from where the step began', async () => {
    const at = rehearsalStage();
    at.world.events = 7;
    const steps = [
      step({
        actions: [{ kind: 'start-load', plan: planNamed('restyled') }],
        until: { kind: 'drift-events', atLeast: 4 },
        measure: [{ from: 'drift', name: 'Restyled' }],
      }),
      step({ actions: [{ kind: 'stop-load' }], until: { kind: 'load-ends' } }),
    ];
    const { ending, figures } = await rehearse(steps, at, (look) => (at.world.events = Math.min(11, 7 + 2 * look)));
    expect(ending.state).toBe('passed');
    expect(figures).toEqual([{ name: 'Restyled: drift events', value: '4 of 8 samples' }]);
  });

  it('never passes when something of it could not be turned off', async () => {
    const at = rehearsalStage();
    at.world.failsToClear = true;
    const steps = [step({ actions: [{ kind: 'set-faults', faults: { ...noFaults, failureShare: 1 } }] })];
    const { ending } = await rehearse(steps, at);
    expect(ending.state).toBe('failed');
    expect(ending.message).toContain('Not everything could be turned off');
  });
});
