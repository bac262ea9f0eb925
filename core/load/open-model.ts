import { setImmediate as nextTurn } from 'node:timers/promises';
import { type OpenSchedule, plannedMs } from '../shared/index.ts';
import { createArrivals } from './arrivals.ts';
import type { Sending } from './closed-model.ts';
import { pause } from './pause.ts';

/** A request that leaves this long after it was due is late: more than the grain of timers explains. */
export const LATE_MS = 10;
/** Node's timers are whole milliseconds; the last stretch before a request is due is waited out turn by turn. */
const FINE_MS = 2;

/** What the open model needs beside the rest: somebody to count what did not go as planned. */
export interface OpenSending extends Sending {
  onLate(): void;
  onDropped(): void;
}

/**
 * The open model: requests leave when they are due, whatever became of those before. Each is measured from its due time,
 * so a target that stalls, or a generator that cannot keep up, shows in the latency (no coordinated omission). What is
 * due while `maxInFlight` are in flight is dropped. Resolves when all that was sent has come to rest.
 */
export async function runOpenModel(schedule: OpenSchedule, seed: number, sending: OpenSending): Promise<void> {
  const { elapsedMs, signal } = sending;
  const next = createArrivals(schedule, seed);
  const slots = createSlots(schedule.maxInFlight);

  let dueMs = next();
  while (dueMs !== null) {
    await waitUntil(dueMs, sending);
    if (signal.aborted) break;
    for (let nowMs = elapsedMs(); dueMs !== null && dueMs <= nowMs && !signal.aborted; dueMs = next()) {
      const slot = slots.take();
      if (slot === null) {
        sending.onDropped();
        continue;
      }
      if (nowMs - dueMs > LATE_MS) sending.onLate();
      void sending.send(slot, dueMs).then(() => slots.give(slot));
      nowMs = elapsedMs();
    }
  }
  // A schedule that ends in silence is silent until its end: what the target does then belongs to the run.
  await pause(Math.max(0, plannedMs(schedule) - elapsedMs()), signal);
  await slots.allBack();
}

async function waitUntil(dueMs: number, { elapsedMs, signal }: Sending): Promise<void> {
  for (let leftMs = dueMs - elapsedMs(); leftMs > 0 && !signal.aborted; leftMs = dueMs - elapsedMs()) {
    if (leftMs > FINE_MS) await pause(Math.floor(leftMs) - 1, signal);
    else await nextTurn();
  }
}

/** Slots 0 to count - 1. The one given back last is taken first, so that a few connections do the work of a quiet time. */
function createSlots(count: number) {
  const free: number[] = [];
  let fresh = 0;
  let away = 0;
  let whenBack: (() => void) | null = null;
  return {
    take(): number | null {
      const slot = free.pop() ?? (fresh < count ? fresh++ : null);
      if (slot !== null) away++;
      return slot;
    },
    give(slot: number) {
      free.push(slot);
      if (--away === 0) whenBack?.();
    },
    allBack: () => (away === 0 ? Promise.resolve() : new Promise<void>((resolve) => (whenBack = resolve))),
  };
}
