import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenSchedule } from '../shared/index.ts';
import { LATE_MS, runOpenModel } from './open-model.ts';
import { open } from './test-target.ts';

interface Stand {
  serviceMs?: (sent: number) => number;
  signal?: AbortSignal;
  /** Keeps the generator itself busy for so long when it sends. */
  busyMs?: (sent: number) => number;
}

/** Runs a schedule against a stand-in for the target, on a clock of its own, and notes what it saw. */
async function observe(
  schedule: OpenSchedule,
  { serviceMs = () => 10, signal = new AbortController().signal, busyMs = () => 0 }: Stand = {},
) {
  const startedAt = performance.now();
  let busy = 0;
  const elapsedMs = () => performance.now() - startedAt + busy;
  const sent: { slot: number; dueMs: number; sentMs: number; doneMs: number; inFlight: number }[] = [];
  let inFlight = 0;
  const seen = { late: 0, dropped: 0 };
  let endedMs = NaN;
  const run = runOpenModel(schedule, 1, {
    elapsedMs,
    signal,
    onLate: () => void seen.late++,
    onDropped: () => void seen.dropped++,
    async send(slot, dueMs) {
      const request = { slot, dueMs, sentMs: elapsedMs(), doneMs: NaN, inFlight: ++inFlight };
      sent.push(request);
      busy += busyMs(sent.length);
      await new Promise((resolve) => setTimeout(resolve, serviceMs(sent.length)));
      inFlight--;
      request.doneMs = elapsedMs();
      return 200;
    },
  }).then(() => {
    endedMs = elapsedMs();
  });
  for (let i = 0; i < 200_000 && Number.isNaN(endedMs); i++) {
    await vi.advanceTimersByTimeAsync(1);
  }
  await run;
  return { sent, ...seen, endedMs };
}

describe('the open model', () => {
  // Its own clock: on a busy machine the real one says more of the machine than of the model.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('sends at its rate, whatever the target does', async () => {
    const fast = await observe(open([[50, 50, 1000]]));
    const slow = await observe(open([[50, 50, 1000]]), { serviceMs: () => 700 });
    expect(fast.sent).toHaveLength(50);
    expect(slow.sent).toHaveLength(50);
    expect(Math.max(...slow.sent.map(({ inFlight }) => inFlight))).toBeGreaterThan(30);
    for (const { dueMs, sentMs } of slow.sent) expect(sentMs - dueMs).toBeLessThan(3);
  });

  it('drops what is due while as many are in flight as may be, and counts it', async () => {
    const schedule = open([[100, 100, 1000]], { maxInFlight: 5 });
    const { sent, dropped, endedMs } = await observe(schedule, { serviceMs: () => 5000 });
    expect(sent).toHaveLength(5);
    expect(dropped).toBe(95);
    expect(endedMs).toBeGreaterThanOrEqual(5000);
    expect(new Set(sent.map(({ slot }) => slot)).size).toBe(5);
  });

  it('after a stall of its own sends what is due at once, measured from when it was due, and counts it as late', async () => {
    const { sent, late } = await observe(open([[100, 100, 1000]]), { busyMs: (nth) => (nth === 20 ? 300 : 0) });
    expect(sent).toHaveLength(100);
    const waited = sent.map(({ dueMs, sentMs }) => sentMs - dueMs);
    expect(Math.max(...waited)).toBeGreaterThan(280);
    expect(late).toBe(waited.filter((ms) => ms > LATE_MS).length);
    expect(late).toBeGreaterThan(25);
    // Due times stay on the grid: the stall shows in the latency and not as requests that were never due.
    for (const [i, { dueMs }] of sent.entries()) expect(dueMs).toBeCloseTo(10 * (i + 1), 6);
  });

  it('lets few connections do the work of a quiet time', async () => {
    const { sent } = await observe(open([[20, 20, 2000]]), { serviceMs: () => 20 });
    expect(new Set(sent.map(({ slot }) => slot))).toEqual(new Set([0]));
  });

  it('lasts as long as its schedule, also when that ends in silence', async () => {
    const { sent, endedMs } = await observe(
      open([
        [10, 10, 500],
        [0, 0, 1500],
      ]),
    );
    expect(sent).toHaveLength(5);
    expect(endedMs).toBeGreaterThanOrEqual(1999);
  });

  it('sends nothing more once it is stopped', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const { sent, endedMs } = await observe(open([[100, 100, 60_000]]), { signal: stop.signal });
    expect(sent.length).toBeLessThanOrEqual(31);
    expect(endedMs).toBeLessThan(400);
  });
});
