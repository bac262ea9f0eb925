import { expect, it } from 'vitest';
import { builtInPlans, type LoadRun } from '../../core/shared/index.ts';
import { toBands } from './use-bands.ts';

it('load runs and outages become spans of time, open where they still last', () => {
  const run = { id: '1', plan: builtInPlans[0]!, startedAtMs: 10, endedAtMs: null } as LoadRun;
  expect(toBands([run], [{ fromMs: 3, toMs: 5, reason: 'killed by SIGKILL' }])).toEqual([
    { fromMs: 10, toMs: null, label: 'Ramp', kind: 'load' },
    { fromMs: 3, toMs: 5, label: 'Service down: killed by SIGKILL', kind: 'outage' },
  ]);
});
