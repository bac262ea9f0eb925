import { expect, it } from 'vitest';
import { DriftOptions, type DriftSample, type DriftStatus } from '../../../core/shared/index.ts';
import { driftShare, medianStatistic, standingOf } from './drift-figures.ts';

const flags = (text: string): DriftSample[] =>
  text.split('').map((flag, i) => ({
    id: String(i),
    timeMs: i,
    sample: i + 1,
    statistic: 0,
    threshold: 0.1,
    isDrift: flag === '!',
    pictured: false,
    feature: null,
    nearest: null,
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
  referencePictures: null,
  counts: { samples: 0, dropped: 0, events: 0, episodes: 0 },
  last: null,
  filling: 0,
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

it('a window that begins empty is said to be filling until it is full', () => {
  expect(standingOf(status({ filling: 3 }), [])).toBe('unseen');
  expect(standingOf(status({ filling: 2 }), flags('!'))).toBe('filling');
  expect(standingOf(status({ filling: 0 }), flags('.'))).toBe('quiet');
});

it('a detector that is off, in the making or missing is named first', () => {
  for (const state of ['off', 'configuring', 'failed'] as const)
    expect(standingOf(status({ state }), flags('!'))).toBe(state);
});

it('the median statistic is of the samples shown', () => {
  const of = (statistics: number[]) => statistics.map((statistic) => ({ ...flags('.')[0]!, statistic }));
  expect(medianStatistic(of([3, 1, 2]))).toBe(2);
  expect(medianStatistic(of([4, 1, 3, 2]))).toBe(2.5);
  expect(medianStatistic([])).toBeNaN();
});

it('the share drifted is of the samples shown, unknown when none is', () => {
  expect(driftShare(flags('..!!'))).toBe(0.5);
  expect(driftShare([])).toBeNaN();
});
