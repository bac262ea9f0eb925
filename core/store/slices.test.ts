import { describe, expect, it, vi } from 'vitest';
import { inSlices, sorted, type Steps } from './slices.ts';

function* counting(steps: number): Steps<number> {
  for (let i = 0; i < steps; i++) yield;
  return steps;
}

/** How often the event loop turned until the work was done. */
async function turnsOf(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(function count() {
    turns++;
    next = setImmediate(count);
  });
  await work;
  clearImmediate(next);
  return turns;
}

describe('work in slices', () => {
  it('gives what the work gives', async () => {
    expect(await inSlices(counting(1000))).toBe(1000);
  });

  it('lets others run whenever the clock says that a slice is over', async () => {
    let ms = 0;
    // Each look at the clock finds a millisecond gone: a slice has 8 of them, 128 steps each.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => ms++);
    try {
      expect(await turnsOf(inSlices(counting(20 * 8 * 128)))).toBeGreaterThanOrEqual(20);
    } finally {
      clock.mockRestore();
    }
  });

  it('runs one slice a turn, however much is under way', async () => {
    const order: number[] = [];
    const one = (n: number): Steps<void> =>
      (function* () {
        order.push(n);
        yield;
      })();
    const works = [1, 2, 3].map((n) => inSlices(one(n)));
    for (const [i, work] of works.entries()) {
      await work;
      expect(order).toEqual([1, 2, 3].slice(0, i + 1));
    }
  });

  it('fails as the work fails', async () => {
    const failing = (function* (): Steps<void> {
      yield;
      throw new Error('no');
    })();
    await expect(inSlices(failing)).rejects.toThrow('no');
  });
});

it.each([0, 1, 511, 512, 513, 5000])('sorts %d strings as sort does', async (n) => {
  const list = Array.from({ length: n }, (_, i) => `${(i * 7919) % 1013}-${i % 3 === 0 ? 'é' : '\u{1f600}'}`);
  expect(await inSlices(sorted(list))).toEqual([...list].sort());
});
