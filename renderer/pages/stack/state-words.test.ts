import { expect, it } from 'vitest';
import { pullText, wordsFor } from './state-words.ts';

it('a service that is switched off is off; one that was never started is not there', () => {
  expect(wordsFor({ state: 'absent', enabled: false }).text).toBe('Off');
  expect(wordsFor({ state: 'absent', enabled: true }).text).toBe('Not there');
  expect(wordsFor({ state: 'failed', enabled: false }).tone).toBe('bad');
});

it.each([
  { pull: { layers: 0, layersDone: 0, bytes: 0, totalBytes: 0 }, text: 'Asking the registry…' },
  { pull: { layers: 7, layersDone: 3, bytes: 0, totalBytes: 0 }, text: '3 of 7 layers' },
  { pull: { layers: 7, layersDone: 3, bytes: 12e6, totalBytes: 45e6 }, text: '12 MB of 45 MB, 3 of 7 layers' },
])('a pull reads "$text"', ({ pull, text }) => {
  expect(pullText(pull)).toBe(text);
});
