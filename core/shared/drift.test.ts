import { describe, expect, it } from 'vitest';
import { bootstrapsFor, DriftOptions, LiveDetector, seededOrder, signalsOf } from './index.ts';

describe('the options of drift detection', () => {
  it("are the tutorial's when nothing is chosen", () => {
    expect(DriftOptions.parse({})).toEqual({
      enabled: true,
      detector: 'mmd-online',
      ert: 300,
      windowSize: 10,
      referenceRows: 64,
      seed: 0,
      signal: 'features',
    });
  });

  it('show a detector what it is usually shown, unless something else is chosen', () => {
    for (const detector of LiveDetector.options)
      expect(DriftOptions.parse({ detector }).signal).toBe(signalsOf[detector][0]);
    expect(DriftOptions.parse({ detector: 'cvm-online', signal: 'confidence' }).signal).toBe('confidence');
    // A window that starts empty takes no rows from the reference.
    expect(DriftOptions.parse({ detector: 'fet-online', windowSize: 40 }).referenceRows).toBe(64);
  });

  it.each([
    { given: { windowSize: 32 }, says: /a window of 32 needs at least 65 reference rows/ },
    { given: { ert: 5, windowSize: 100, referenceRows: 300 }, says: /needs more than 200000 bootstraps/ },
    { given: { detector: 'fet-online', signal: 'features' }, says: /can watch predicted-class, low-confidence/ },
    { given: { ert: 1 }, says: /ert/ },
    { given: { window: 10 }, says: /window/ },
  ])('$given are refused in words', ({ given, says }) => {
    expect(() => DriftOptions.parse(given)).toThrow(says);
  });

  it('ask for enough bootstraps that every step of the window keeps as many as the run time', () => {
    for (const [ert, windowSize] of [
      [300, 10],
      [50, 40],
      [10_000, 100],
    ] as const)
      expect(bootstrapsFor({ ert, windowSize }) * (1 - 1 / ert) ** (windowSize - 1)).toBeGreaterThanOrEqual(
        10 * ert - 1e-6,
      );
  });
});

describe('a seeded order', () => {
  it('is a permutation, the same for the same seed and another for another', () => {
    const order = seededOrder(100, 4);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(seededOrder(100, 4)).toEqual(order);
    expect(seededOrder(100, 5)).not.toEqual(order);
    expect([...seededOrder(0, 1)]).toEqual([]);
  });

  it('puts every number in every place about equally often', () => {
    const first = new Int32Array(5);
    for (let seed = 0; seed < 5000; seed++) first[seededOrder(5, seed)[0]!]!++;
    // Binomial with mean 1000 and standard deviation 28: seven of them.
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });
});
