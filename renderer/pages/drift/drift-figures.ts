import type { DriftSample, DriftStatus } from '../../../core/shared/index.ts';
import type { Tone } from '../../controls/index.ts';

/** Of the shown samples, those whose window was over the threshold, 0..1; NaN when none is shown. */
export const driftShare = (samples: readonly DriftSample[]): number =>
  samples.length === 0 ? NaN : samples.filter(({ isDrift }) => isDrift).length / samples.length;

/** Where the stream stands: what the page says in a word, and what it advises on. */
export type Standing = 'off' | 'configuring' | 'failed' | 'unseen' | 'quiet' | 'drifting' | 'drifted';

/** How many of the latest samples must be below the threshold before drift counts as over: a window's worth. */
export function standingOf({ state, options, last }: DriftStatus, samples: readonly DriftSample[]): Standing {
  if (state !== 'ready') return state;
  if (samples.length === 0 && last === null) return 'unseen';
  const recent = samples.slice(-options.windowSize);
  if (recent.some(({ isDrift }) => isDrift)) return 'drifting';
  return samples.some(({ isDrift }) => isDrift) ? 'drifted' : 'quiet';
}

export const standingWords: Record<Standing, { tone: Tone; text: string }> = {
  off: { tone: 'idle', text: 'Off' },
  configuring: { tone: 'warn', text: 'Configuring' },
  failed: { tone: 'bad', text: 'No detector' },
  unseen: { tone: 'idle', text: 'Waiting for samples' },
  quiet: { tone: 'ok', text: 'No drift' },
  drifting: { tone: 'bad', text: 'Drift' },
  drifted: { tone: 'warn', text: 'Drift, now over' },
};

export const detectorNames = { 'mmd-online': 'MMD, online', 'lsdd-online': 'LSDD, online' } as const;
