import { expect, it } from 'vitest';
import { DriftOptions, type DriftSample, type DriftStatus } from '../../../core/shared/index.ts';
import { driftShare, standingOf } from './drift-figures.ts';

const flags = (text: string): DriftSample[] =>
  text.split('').map((flag, i) => ({
    id: String(i),
    timeMs: i,
    sample: i + 1,
    statistic: 0,
    threshold: 0.1,
    isDrift: flag === '!',
    pictured: false,
    label: null,
    confidence: null,
  }));

const status = (change: Partial<DriftStatus> = {}): DriftStatus => ({
  state: 'ready',
  progress: 1,
  message: null,
  options: DriftOptions.parse({ windowSize: 3, referenceRows: 10 }),
  origin: 'configured',
  availableRows: 512,
  counts: { samples: 0, dropped: 0, events: 0, episodes: 0 },
  last: null,
  ...change,
});

it.each([
  { shown: '', standing: 'unseen' },
  { shown: '.....', standing: 'quiet' },
  { shown: '..!!.', standing: 'drifting' },
  { shown: '!!...', standing: 'drifted' },
])('samples flagged "$shown" are called $standing', ({ shown, standing }) => {
  expect(standingOf(status(), flags(shown))).toBe(standing);
});

it('a detector that is off, in the making or missing is named first', () => {
  for (const state of ['off', 'configuring', 'failed'] as const)
    expect(standingOf(status({ state }), flags('!'))).toBe(state);
});

it('the share drifted is of the samples shown, unknown when none is', () => {
  expect(driftShare(flags('..!!'))).toBe(0.5);
  expect(driftShare([])).toBeNaN();
});
