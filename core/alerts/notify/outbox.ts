import { reasonOf } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { DeliveryLine, type LineOptions, type NewMessage } from './delivery-line.ts';
import type { DeliveryRecord } from './waiting-line.ts';

export interface OutboxOptions extends LineOptions {
  /** An attempt is over, and the next may be due. */
  onAttempt(): void;
}

const PATIENCE_MS = 1_000;

/** A line of messages for each receiver: none waits for another. */
export function createOutbox(options: OutboxOptions) {
  const { queue, onAttempt, log } = options;
  const lines = new Map<string, DeliveryLine>();
  const abort = new AbortController();
  const underWay = new Set<Promise<void>>();
  let isStopping = false;

  function lineOf(receiver: string): DeliveryLine {
    const line = lines.get(receiver) ?? new DeliveryLine(receiver, options);
    lines.set(receiver, line);
    return line;
  }

  return {
    /** Takes up what was waiting at the last stop. */
    open(): void {
      for (const record of queue.waiting()) lineOf(record.receiver).resume(record);
    },
    /** Whether `enqueue` would take a message now. */
    hasRoom: (receiver: string, groupKey: string): boolean => lineOf(receiver).hasRoom(groupKey),
    /** False: not now. See `DeliveryLine`. */
    enqueue: (receiver: string, message: NewMessage): boolean => lineOf(receiver).enqueue(message),
    /** Alerts to be passed on as they are. */
    forward: (receiver: string, alerts: readonly OutgoingAlert[]): void => lineOf(receiver).forward(alerts),
    /** Starts whatever is due and not held up. */
    pump(): void {
      if (isStopping) return;
      for (const line of lines.values()) {
        const attempt = line.sendNext(abort.signal);
        if (!attempt) continue;
        const work = attempt
          .catch((error: unknown) => log.warn(`A message about alerts could not be sent: ${reasonOf(error)}`))
          .finally(() => {
            underWay.delete(work);
            onAttempt();
          });
        underWay.add(work);
      }
    },
    /** Tries what waits for a receiver at once. */
    hurry: (receiver: string): void => lines.get(receiver)?.hurry(),
    /** Gives up everything that waits for a receiver. */
    giveUp: (receiver: string, why: string): void => lines.get(receiver)?.giveUp(why),
    waiting: (receiver: string): readonly DeliveryRecord[] => lines.get(receiver)?.waiting ?? [],
    /** Since the start. */
    lastDeliveredAtMs: (receiver: string): number | null => lines.get(receiver)?.lastDeliveredAtMs ?? null,
    /** When the next message is due; Infinity when none waits. */
    dueAtMs: (): number => Math.min(Infinity, ...[...lines.values()].map((line) => line.dueAtMs)),
    /** Lets what is being sent arrive if it does so soon, and ends the rest: that is tried again at the next start. */
    async stop(): Promise<void> {
      isStopping = true;
      const patience = setTimeout(() => abort.abort(), PATIENCE_MS);
      await Promise.all(underWay);
      clearTimeout(patience);
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
