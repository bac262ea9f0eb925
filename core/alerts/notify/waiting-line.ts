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
 * Which message makes room when a receiver's line is full: the oldest that a later one of its group says more than, or
 * else simply the oldest. `busyId` is being sent and stays.
 */
export function whoLeaves(waiting: readonly DeliveryRecord[], busyId: number | null): DeliveryRecord | null {
  const free = waiting.filter(({ id }) => id !== busyId);
  const isOutdone = (record: DeliveryRecord) =>
    free.some(({ id, groupKey }) => groupKey === record.groupKey && id > record.id);
  return free.find(isOutdone) ?? free[0] ?? null;
}
