import { expect, it } from 'vitest';
import { toBands } from './bands.ts';
import { builtInPlans } from './load-plans.ts';
import type { LoadRun } from './load-run.ts';

it('load runs, outages, drift and notes become spans of time, open where runs and outages still last', () => {
  const run = {
    id: '1',
    plan: builtInPlans.find(({ name }) => name === 'ramp')!,
    startedAtMs: 10,
    endedAtMs: null,
  } as LoadRun;
  const note = { id: '1', fromMs: 4, toMs: 4, text: 'Deployed', tags: [], source: 'person' };
  const episode = { fromMs: 6, lastMs: 9, lasts: true, samples: 4, peak: 0.3 };
  expect(toBands([run], [{ fromMs: 3, toMs: 5, reason: 'killed by SIGKILL' }], [episode], [note])).toEqual([
    { fromMs: 10, toMs: null, label: 'Ramp', kind: 'load' },
    { fromMs: 3, toMs: 5, label: 'Service down: killed by SIGKILL', kind: 'outage' },
    { fromMs: 6, toMs: 9, label: 'Drift: 4 samples', kind: 'drift' },
    { fromMs: 4, toMs: 4, label: 'Deployed', kind: 'note' },
  ]);
});
