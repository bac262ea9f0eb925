import { peakConcurrency, stageAt } from '../shared/index.ts';
import type { ClosedSchedule } from '../shared/index.ts';
import type { Outcome } from './outcome.ts';
import { pause } from './pause.ts';

/** A slot whose connection broke waits this long, or a service that is down would be knocked at in a busy loop. */
export const BACK_OFF_MS = 100;

/** What a model of load needs from the run around it. */
export interface Sending {
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  /** No request begins once this is aborted. */
  signal: AbortSignal;
  /** Sends the next request on the connection of that slot; measures it as due at `dueMs`. Null when it was cut short. */
  send(slot: number, dueMs: number): Promise<Outcome | null>;
}

/**
 * The closed model: as many slots as the busiest stage has, each of them busy with one request at a time while its
 * stage has work for it. A request is due when its slot is free. One in flight at the end of a stage is finished.
 * Resolves when the schedule is over, or the signal is aborted, and every slot has come to rest.
 */
export async function runClosedModel(schedule: ClosedSchedule, sending: Sending): Promise<void> {
  const slots = Array.from({ length: peakConcurrency(schedule) }, (_, slot) => workSlot(slot, schedule, sending));
  await Promise.all(slots);
}

async function workSlot(slot: number, schedule: ClosedSchedule, { elapsedMs, signal, send }: Sending): Promise<void> {
  while (!signal.aborted) {
    const dueMs = elapsedMs();
    const placed = stageAt(schedule, dueMs);
    if (!placed) return;
    if (slot >= placed.stage.concurrency) {
      await pause(placed.endMs - dueMs, signal);
      continue;
    }
    const outcome = await send(slot, dueMs);
    if (outcome === 'network') await pause(BACK_OFF_MS, signal);
  }
}
