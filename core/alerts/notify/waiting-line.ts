import { backOffMs } from './back-off.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { SendOutcome } from './senders/sender.ts';

/** A message on its way to a receiver, as it is kept. */
export interface DeliveryRecord {
  id: number;
  receiver: string;
  groupKey: string;
  isTest: boolean;
  state: 'waiting' | 'delivered' | 'failed' | 'superseded' | 'dropped';
  createdAtMs: number;
  finishedAtMs: number | null;
  dueAtMs: number;
  attempts: number;
  note: string | null;
  message: OutgoingMessage;
}

/** A message as it joins the line. */
export const newRecord = (
  receiver: string,
  groupKey: string,
  message: OutgoingMessage,
  nowMs: number,
): Omit<DeliveryRecord, 'id'> => ({
  receiver,
  groupKey,
  isTest: false,
  state: 'waiting',
  createdAtMs: nowMs,
  finishedAtMs: null,
  dueAtMs: nowMs,
  attempts: 0,
  note: null,
  message,
});

/**
 * Which of a receiver's waiting messages (oldest first) is tried now: of each group only the first, so that a group's
 * messages arrive in order and one that is refused for a while holds up nobody else; of those the one due first.
 */
export function nextOf(waiting: readonly DeliveryRecord[], nowMs: number): DeliveryRecord | null {
  const heads = headsOf(waiting).filter(({ dueAtMs }) => dueAtMs <= nowMs);
  return heads.reduce<DeliveryRecord | null>(
    (best, each) => (best && best.dueAtMs <= each.dueAtMs ? best : each),
    null,
  );
}

/** When the next of them is due; Infinity when none waits. */
export const dueAtOf = (waiting: readonly DeliveryRecord[]): number =>
  headsOf(waiting).reduce((dueAtMs, each) => Math.min(dueAtMs, each.dueAtMs), Infinity);

function headsOf(waiting: readonly DeliveryRecord[]): DeliveryRecord[] {
  const groups = new Set<string>();
  return waiting.filter(({ groupKey }) => !groups.has(groupKey) && groups.add(groupKey));
}

/** What becomes of a message after an attempt. */
export function afterAttempt(
  record: DeliveryRecord,
  outcome: SendOutcome,
  nowMs: number,
  random: number,
): DeliveryRecord {
  const attempts = record.attempts + 1;
  const { note } = outcome;
  if (outcome.ok) return { ...record, attempts, note, state: 'delivered', finishedAtMs: nowMs };
  if (!outcome.retry) return { ...record, attempts, note, state: 'failed', finishedAtMs: nowMs };
  return { ...record, attempts, note, dueAtMs: nowMs + backOffMs(attempts, random, outcome.retryAfterMs) };
}

/**
 * Which message makes room for one of a group when the line is full: the oldest that a later message of its group, waiting
 * or about to, says more than. Null when there is none: every one that waits is the last word on its group. `busyId` is
 * being sent and stays.
 */
export function whoLeaves(
  waiting: readonly DeliveryRecord[],
  groupKey: string,
  busyId: number | null,
): DeliveryRecord | null {
  const later = new Set([groupKey]);
  let leaving: DeliveryRecord | null = null;
  for (const record of waiting.toReversed()) {
    if (record.id !== busyId && later.has(record.groupKey)) leaving = record;
    later.add(record.groupKey);
  }
  return leaving;
}
