import { describe, expect, it } from 'vitest';
import { outagesWithin, upShare } from './availability.ts';

const range = { fromMs: 1_000, toMs: 2_000 };

describe('outages in the shown range', () => {
  it('are cut to it', () => {
    const shown = outagesWithin([{ fromMs: 500, toMs: 1_100, reason: 'exit code 137' }], range, 2_000);
    expect(shown).toMatchObject([{ start: 0, width: 0.1, text: 'exit code 137' }]);
  });

  it('last until now while they last', () => {
    expect(outagesWithin([{ fromMs: 1_500, toMs: null, reason: 'x' }], range, 1_750)).toMatchObject([
      { start: 0.5, width: 0.25 },
    ]);
  });

  it('are left out when they were before it or after it', () => {
    expect(outagesWithin([{ fromMs: 1, toMs: 999, reason: 'x' }], range, 2_000)).toEqual([]);
    expect(outagesWithin([{ fromMs: 2_100, toMs: null, reason: 'x' }], range, 2_200)).toEqual([]);
  });
});

describe('the share of time the service was up', () => {
  const down = outagesWithin([{ fromMs: 1_900, toMs: null, reason: 'x' }], range, 2_000);

  it('is of the whole range when all of it was watched', () => {
    expect(upShare(down, 0, range)).toBeCloseTo(0.9);
  });

  it('is of the watched part only', () => {
    expect(upShare(down, 1_500, range)).toBeCloseTo(0.8);
  });

  it('is unknown when none of it was watched', () => {
    expect(upShare([], 3_000, range)).toBeNull();
  });
});
