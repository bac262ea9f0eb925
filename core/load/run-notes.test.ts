import { describe, expect, it } from 'vitest';
import type { LoadPlan, LoadTotals } from '../shared/index.ts';
import { emptyTotals } from './recorder.ts';
import { notesOf } from './run-notes.ts';
import { open, planOf } from './test-target.ts';

const notes = (
  totals: Partial<LoadTotals>,
  rest: { plan?: LoadPlan; startup?: string; broken?: [string, number][] } = {},
) =>
  notesOf({
    plan: rest.plan ?? planOf([[1, 1000]]),
    totals: { ...emptyTotals(), ...totals },
    startup: rest.startup ?? null,
    address: 'http://127.0.0.1:9/predict',
    broken: new Map(rest.broken),
    isOver: true,
  });

describe('what a run says beside its figures', () => {
  it('is nothing when all went well', () => {
    expect(notes({ requests: 10, errors: 1 })).toBeNull();
  });

  it('is that nothing succeeded, unless nothing was meant to', () => {
    expect(notes({ requests: 3, errors: 3 })).toBe('None of the 3 requests to http://127.0.0.1:9/predict succeeded.');
    const errorRamp = planOf([[1, 1000]], { mix: [{ payload: { kind: 'empty' } }] });
    expect(notes({ requests: 3, errors: 3 }, { plan: errorRamp })).toBeNull();
  });

  it('is how connections broke, in words', () => {
    const broken: [string, number][] = [
      ['ECONNREFUSED', 12],
      ['HPE_INVALID_CONSTANT', 2],
      ['EWEIRD', 1],
    ];
    expect(notes({ requests: 20 }, { broken })).toBe(
      'Connections broke: 12 refused, 2 answered with something that is not HTTP, 1 failed (EWEIRD).',
    );
  });

  it('is that the target could not take what was due, and that the generator was the limit', () => {
    const plan = planOf([[1, 1000]], { schedule: open([[1, 1, 1000]], { maxInFlight: 7 }) });
    expect(notes({ requests: 9, dropped: 4 }, { plan })).toContain('4 requests were due and not sent, because 7 were');
    expect(notes({ requests: 9, limitedSeconds: 1 })).toContain('the limit in 1 second of this run');
  });
});
