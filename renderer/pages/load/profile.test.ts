import { expect, it } from 'vitest';
import { builtInPlans, plannedMs } from '../../../core/shared/index.ts';
import { profileText, stepsOf } from './profile.ts';
import { errorKinds } from './run-words.ts';

it('the ramp takes 3 min 30 s, the short one 35 s', () => {
  const takes = (name: string) => plannedMs(builtInPlans.find((plan) => plan.name === name)!.schedule);
  expect([takes('ramp'), takes('ramp-short')]).toEqual([210_000, 35_000]);
});

it('steps share the width by time and the height by concurrency', () => {
  const stages = [
    { concurrency: 1, durationMs: 1_000 },
    { concurrency: 4, durationMs: 3_000 },
  ];
  expect(stepsOf({ kind: 'closed', stages })).toEqual([
    { start: 0, width: 0.25, fromHeight: 0.25, toHeight: 0.25, label: '1' },
    { start: 0.25, width: 0.75, fromHeight: 1, toHeight: 1, label: '4' },
  ]);
});

it('a profile can be said in words', () => {
  const stages = [{ concurrency: 2, durationMs: 30_000 }];
  expect(profileText({ kind: 'closed', stages })).toBe('Workers: 2 for 30 s');
  const slope = [{ fromPerSecond: 2, toPerSecond: 9, durationMs: 500 }];
  const open = { kind: 'open', arrivals: 'even', maxInFlight: 9, stages: slope } as const;
  expect(profileText(open)).toBe('Requests per second: 2 to 9 for 0.5 s');
});

it('failed requests are named by kind, most often first; answered ones are not errors', () => {
  const kinds = errorKinds({ byStatus: { '200': 90, '503': 3, timeout: 12, '418': 1, network: 0 } });
  expect(kinds.map(({ text }) => text)).toEqual(['12 timed out', '3 service busy (503)', '1 answered 418']);
});
