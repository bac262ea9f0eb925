import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isScenarioOver, type ScenarioRun } from '../shared/index.ts';
import { planNamed } from './casting.ts';
import { createScenarioRuns } from './scenario-runs.ts';
import type { Scene } from './scene.ts';
import { rehearsalStage } from './testdata/rehearsal-stage.ts';

let capturesDir: string;
beforeEach(() => (capturesDir = mkdtempSync(join(tmpdir(), 'telltale-captures-'))));
afterEach(() => rmSync(capturesDir, { recursive: true, force: true }));

const scene: Scene = {
  name: 'drift',
  title: 'A scene',
  text: '',
  dashboard: { uid: 'board', title: 'Board' },
  aboutMs: () => 1_000,
  steps: () => [
    {
      title: 'Wait | see',
      text: '',
      ends: 'a value is there',
      withinMs: 20_000,
      look: [],
      actions: [],
      until: { kind: 'query', expr: 'x', is: 'above', value: 1, unit: 'count' },
      measure: [{ from: 'query', name: 'Value', expr: 'x', unit: 'count' }],
    },
  ],
};

function open() {
  const at = rehearsalStage();
  const kept = new Map<string, ScenarioRun>();
  const told: ScenarioRun[] = [];
  const runs = createScenarioRuns({
    stage: at.stage,
    recorder: {
      save: (run) => void kept.set(run.id, run),
      list: () => [...kept.values()],
      get: (id) => kept.get(id) ?? null,
    },
    capturesDir,
    onRun: (run) => void told.push(run),
    log: { warn: () => {} },
    scenes: [scene],
    pollMs: 5,
  });
  async function over(id: string): Promise<ScenarioRun> {
    await expect.poll(() => isScenarioOver(runs.get(id)), { timeout: 10_000 }).toBe(true);
    return runs.get(id);
  }
  return { ...at, runs, kept, told, over };
}

describe('a run of a scenario', () => {
  it('ends with a picture, a summary and notes on the charts; meanwhile there is no other', async () => {
    const { runs, world, over, log, told } = open();
    const { id } = runs.begin({ scenario: 'drift', mode: 'fast' });
    expect(() => runs.begin({ scenario: 'drift', mode: 'fast' })).toThrow('still going');
    world.value = 2;
    const run = await over(id);
    expect(run).toMatchObject({ state: 'passed', message: null, figures: [{ name: 'Value', value: '2' }] });
    expect(log).toEqual(['note Wait | see', 'note A scene: passed']);
    expect(told.at(-1)).toEqual(run);
    expect(new Set(readdirSync(capturesDir))).toEqual(new Set([run.summaryFile, run.pictureFile]));
    expect(readFileSync(join(capturesDir, run.pictureFile!), 'utf8')).toBe('picture of board');
    expect(readFileSync(join(capturesDir, run.summaryFile!), 'utf8')).toBe(run.summary);
    expect(run.summary).toContain('**Every condition was met.**');
    expect(run.summary).toMatch(/\| Wait \\\| see \| met \| 0s \| a value is there \| 2 \|/);
    expect(run.summary).toContain(`](${run.pictureFile})`);
  });

  it('that is stopped says so, with a summary and without a picture', async () => {
    const { runs, over } = open();
    const { id } = runs.begin({ scenario: 'drift', mode: 'fast' });
    expect(runs.end(id).state).toBe('stopping');
    const run = await over(id);
    expect(run).toMatchObject({ state: 'stopped', pictureFile: null, steps: [{ state: 'stopped' }] });
    expect(run.summary).toContain('stopped before its end');
  });

  it('says why there is no picture, and passes all the same', async () => {
    const { runs, world, over, stage } = open();
    stage.capture = () => Promise.reject(new Error('no paint'));
    world.value = 2;
    const run = await over(runs.begin({ scenario: 'drift', mode: 'real' }).id);
    expect(run).toMatchObject({ state: 'passed', pictureFile: null, message: 'There is no picture: no paint' });
  });

  it('is interrupted when Telltale ends, or has ended, while it goes', async () => {
    const { runs, kept } = open();
    const { id } = runs.begin({ scenario: 'drift', mode: 'fast' });
    await expect.poll(() => kept.get(id)!.steps[0]!.state).toBe('running');
    const going = kept.get(id)!;
    await runs.stop();
    expect(runs.get(id).state).toBe('interrupted');
    const next = open();
    next.kept.set(id, going);
    await next.runs.start();
    expect(next.runs.get(id)).toMatchObject({
      state: 'interrupted',
      message: 'Telltale ended while it was going.',
      endedAtMs: going.steps[0]!.startedAtMs,
      steps: [{ state: 'stopped' }],
    });
  });

  it('does not begin beside load that somebody else sends: it would measure that as well', () => {
    const { runs, stage } = open();
    stage.startLoad(planNamed('ramp'));
    expect(() => runs.begin({ scenario: 'drift', mode: 'fast' })).toThrow('Load run run 1 is still going');
  });

  it('takes a threshold only where the scene has one', () => {
    const { runs } = open();
    expect(() => runs.begin({ scenario: 'drift', mode: 'fast', threshold: 3 })).toThrow('no threshold');
    expect(() => runs.begin({ scenario: 'error-alert', mode: 'fast' })).toThrow('no scenario called');
  });
});
