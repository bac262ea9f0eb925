import { describe, expect, it } from 'vitest';
import type { ScenarioRun, ScenarioStepRun } from '../../../core/shared/index.ts';
import { dashboardThen, runNote, runProgress } from './scenario-words.ts';

const step = (state: ScenarioStepRun['state'], progress: number | null = null) =>
  ({ state, progress }) as ScenarioStepRun;
const run = (part: Partial<ScenarioRun>) => ({ startedAtMs: 100_000, endedAtMs: null, ...part }) as ScenarioRun;

describe('a run in words', () => {
  it('says at which step it is, and how long it took once it is over', () => {
    const steps = [step('met'), step('running', 0.5), step('waiting')];
    expect(runNote(run({ steps }), 145_000)).toBe('step 2 of 3, 45 s so far');
    expect(runNote(run({ steps: [step('met')] }), 145_000)).toBe('its picture is being made, 45 s so far');
    expect(runNote(run({ steps, endedAtMs: 160_000 }), 999_000)).toBe('took 1 min');
    expect(runProgress({ steps })).toBe(0.5);
  });

  it('shows its dashboard at its time', () => {
    expect(dashboardThen(run({ dashboardUid: 'a b', endedAtMs: 200_000 }), 0)).toBe(
      '/dashboards/a%20b?from=70000&to=210000',
    );
  });
});
