import type { DriftSample, DriftSignal, DriftStatus, LiveDetector } from '../../../core/shared/index.ts';
import type { Tone } from '../../controls/index.ts';

/** Of the shown samples, those whose window was over the threshold, 0..1; NaN when none is shown. */
export const driftShare = (samples: readonly DriftSample[]): number =>
  samples.length === 0 ? NaN : samples.filter(({ isDrift }) => isDrift).length / samples.length;

/** The median statistic of the shown samples; NaN when none is shown. */
export function medianStatistic(samples: readonly DriftSample[]): number {
  const sorted = samples.map(({ statistic }) => statistic).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Where the stream stands: what the page says in a word, and what it advises on. */
export type Standing = 'off' | 'configuring' | 'failed' | 'unseen' | 'filling' | 'quiet' | 'drifting' | 'drifted';

/** How many of the latest samples must be below the threshold before drift counts as over: a window's worth. */
export function standingOf({ state, options, last, filling }: DriftStatus, samples: readonly DriftSample[]): Standing {
  if (state !== 'ready') return state;
  if (filling > 0 && filling < options.windowSize) return 'filling';
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
  filling: { tone: 'idle', text: 'Filling the window' },
  quiet: { tone: 'ok', text: 'No drift' },
  drifting: { tone: 'bad', text: 'Drift' },
  drifted: { tone: 'warn', text: 'Drift, now over' },
};

export const detectorNames: Record<LiveDetector, string> = {
  'mmd-online': 'MMD, online',
  'lsdd-online': 'LSDD, online',
  'cvm-online': 'Cram\u00e9r-von Mises, online',
  'fet-online': "Fisher's exact, online",
};

/** What a detector is shown of a prediction: its name, and what that finds. */
export const signalTexts: Record<DriftSignal, { name: string; hint: string }> = {
  features: {
    name: 'Features',
    hint: 'All of the model\u2019s features, as one vector: sees pictures that look different, whatever the model says of them.',
  },
  'principal-components': {
    name: 'Principal components',
    hint: 'The features along the five directions in which the reference varies most. They are learnt from the reference rows that are not drawn.',
  },
  'class-probabilities': {
    name: 'Class probabilities',
    hint: 'Each class by itself: sees classes that come more or less often, and doubt between them.',
  },
  confidence: {
    name: 'Confidence',
    hint: 'The probability of the predicted class: sees a model less sure, or surer, than it was.',
  },
  'predicted-class': {
    name: 'Predicted class',
    hint: 'Each class by itself: sees one that is predicted more often than in the reference. Classes no drawn row is of are left out.',
  },
  'low-confidence': {
    name: 'Low confidence',
    hint: 'How often the confidence is below the lower quartile of the reference\u2019s: sees a model less sure than it was.',
  },
};
