import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BACK_OFF_MS, runClosedModel } from './closed-model.ts';
import type { Outcome } from './outcome.ts';
import { closed } from './test-target.ts';

interface Stand {
  serviceMs?: number;
  outcome?: Outcome;
  signal?: AbortSignal;
}

/** Runs a plan against a stand-in for the target that takes `serviceMs` a request, and notes what it saw. */
async function observe(
  stages: [number, number][],
  { serviceMs = 10, outcome = 200, signal = new AbortController().signal }: Stand = {},
) {
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const sent: { slot: number; dueMs: number; inFlight: number; doneMs: number }[] = [];
  let inFlight = 0;
  const run = runClosedModel(closed(stages), {
    elapsedMs,
    signal,
    async send(slot, dueMs) {
      inFlight++;
      const request = { slot, dueMs, inFlight, doneMs: NaN };
      sent.push(request);
      await new Promise((resolve) => setTimeout(resolve, serviceMs));
      inFlight--;
      request.doneMs = elapsedMs();
      return outcome;
    },
  }).then(() => elapsedMs());
  await vi.runAllTimersAsync();
  return { sent, endedMs: await run };
}

const between = <T extends { dueMs: number }>(sent: T[], fromMs: number, toMs: number) =>
  sent.filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs);

describe('the closed model', () => {
  // Its own clock: on a busy machine the real one says more of the machine than of the model.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('keeps as many requests in flight as the stage says, and no more', async () => {
    const { sent } = await observe([
      [1, 300],
      [4, 300],
      [2, 300],
    ]);
    const peak = (fromMs: number, toMs: number) =>
      Math.max(...between(sent, fromMs, toMs).map(({ inFlight }) => inFlight));
    expect(peak(0, 300)).toBe(1);
    expect(peak(300, 600)).toBe(4);
    expect(peak(660, 900)).toBe(2); // the first moments still see requests of the stage before
    expect(new Set(between(sent, 300, 600).map(({ slot }) => slot))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('sends the next request as soon as the one before is answered', async () => {
    const { sent } = await observe([[1, 400]], { serviceMs: 20 });
    for (const [i, { doneMs }] of sent.slice(0, -1).entries()) expect(sent[i + 1]!.dueMs - doneMs).toBeLessThan(50);
  });

  it('finishes what is in flight when the plan ends, and begins nothing after', async () => {
    const { sent, endedMs } = await observe([[2, 320]], { serviceMs: 200 });
    expect(sent).toHaveLength(4);
    expect(Math.max(...sent.map(({ dueMs }) => dueMs))).toBeLessThan(320);
    expect(endedMs).toBeGreaterThan(380);
  });

  it('waits a moment after a broken connection rather than knocking at full speed', async () => {
    const { sent } = await observe([[1, 500]], { serviceMs: 0, outcome: 'network' });
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(500 / BACK_OFF_MS + 1);
  });

  it('ends at once when it is stopped, also the slots that wait for their stage', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { endedMs } = await observe(
      [
        [1, 60_000],
        [300, 60_000],
      ],
      { signal: stop.signal },
    );
    expect(endedMs).toBeLessThan(500);
  });
});
