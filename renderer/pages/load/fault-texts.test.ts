import { describe, expect, it } from 'vitest';
import { noFaults } from '../../../core/shared/index.ts';
import { faultPresets, readFaults, toTexts } from './fault-texts.ts';

const nothing = { failurePercent: '', leastDelayMs: '', mostDelayMs: '', confidencePercent: '' };

describe('the fields of faults', () => {
  it.each(faultPresets)('hold "$title" without loss', ({ faults }) => {
    expect(readFaults(toTexts(faults))).toEqual(faults);
  });

  it('are off when empty, and take one bound of the delay for both', () => {
    expect(readFaults(nothing)).toEqual(noFaults);
    expect(readFaults({ ...nothing, mostDelayMs: '150' })).toEqual({ ...noFaults, delayMs: { least: 150, most: 150 } });
  });

  it.each([
    [{ failurePercent: 'some' }, 'numbers'],
    [{ failurePercent: '-1' }, 'numbers'],
    [{ confidencePercent: '101' }, 'at most 100 %'],
    [{ leastDelayMs: '300', mostDelayMs: '100' }, 'longer than the most'],
    [{ mostDelayMs: '60000' }, '0 to 10000 ms'],
  ])('say what is wrong with %j', (texts, words) => {
    expect(readFaults({ ...nothing, ...texts })).toContain(words);
  });
});
