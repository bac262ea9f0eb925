import { describe, expect, it } from 'vitest';
import { describeFaults, Faults, isFaulty, noFaults } from './faults.ts';

describe('faults', () => {
  it('are off unless asked for', () => {
    expect(Faults.parse({})).toEqual(noFaults);
    expect(isFaulty(noFaults)).toBe(false);
    expect(isFaulty(Faults.parse({ delayMs: { least: 0, most: 0 }, confidenceLimit: 1 }))).toBe(false);
  });

  it.each([
    [{ failureShare: 0.2 }, '20 % of predictions fail with 500'],
    [{ delayMs: { least: 200, most: 200 } }, '200 ms are added to each'],
    [
      { failureShare: 0.125, delayMs: { least: 100, most: 300 }, confidenceLimit: 0.5 },
      '12.5 % of predictions fail with 500, 100 to 300 ms are added to each, confidence is at most 50 %',
    ],
  ])('%j are told as "%s"', (given, words) => {
    const faults = Faults.parse(given);
    expect(isFaulty(faults)).toBe(true);
    expect(describeFaults(faults)).toBe(words);
  });

  it.each([{ failureShare: 1.1 }, { delayMs: { least: 300, most: 100 } }, { delayMs: { least: 0, most: 60_000 } }])(
    '%j are refused',
    (given) => {
      expect(Faults.safeParse(given).success).toBe(false);
    },
  );
});
