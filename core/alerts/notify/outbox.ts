import { reasonOf } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { gistOf, joinForwarded, type OutgoingMessage } from './outgoing-message.ts';
import type { SendOutcome } from './senders/sender.ts';
import { afterAttempt, type DeliveryRecord, dueAtOf, nextOf, whoLeaves } from './waiting-line.ts';

/** Where messages are kept, so that a restart loses none. */
export interface DeliveryQueue {
  /** Those that wait, oldest first. */
  waiting(): DeliveryRecord[];
  /** Returns its number. */
  add(record: Omit<DeliveryRecord, 'id'>): number;
  save(record: DeliveryRecord): void;
  remove(id: number): void;
}

export interface OutboxOptions {
  queue: DeliveryQueue;
  send(receiver: string, message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** A message was refused or given up: its group was not told of after all. */
  onLost(receiver: string, groupKey: string): void;
  /** Something about deliveries has changed, or another is due earlier. */
  onChange(): void;
  now(): number;
  random(): number;
  log: { warn(message: string): void };
  /** Messages that may wait for one receiver. */
  limit?: number;
}

export interface NewMessage {
  receiver: string;
  groupKey: string;
  message: OutgoingMessage;
  /** Where an old message is of no use once there is a newer one of its group. */
  latestOnly: boolean;
}

interface Line {
  waiting: DeliveryRecord[];
  busyId: number | null;
  /** What was passed on last, so that repeating it does not fill the log. */
  lastForward: string;
  lastDeliveredAtMs: number | null;
}

const LIMIT = 200;

/** One line of messages a receiver: each is tried until it arrives or is refused, and no receiver waits for another. */
export function createOutbox({ queue, send, onLost, onChange, now, random, log, limit = LIMIT }: OutboxOptions) {
  const lines = new Map<string, Line>();
  const abort = new AbortController();
  const underWay = new Set<Promise<void>>();

  const lineOf = (receiver: string): Line => {
    const line = lines.get(receiver) ?? { waiting: [], busyId: null, lastForward: '', lastDeliveredAtMs: null };
    lines.set(receiver, line);
    return line;
  };

  /** Keeps a change; a disk that is full for a moment must not stop messages from being sent. */
  function keep(change: () => void): void {
    try {
      change();
    } catch (error) {
      log.warn(`The log of deliveries could not be written: ${reasonOf(error)}`);
    }
  }

  function finish(record: DeliveryRecord): void {
    const line = lineOf(record.receiver);
    line.waiting = line.waiting.filter(({ id }) => id !== record.id);
    keep(() => queue.save(record));
    if (record.state === 'failed' || record.state === 'dropped') onLost(record.receiver, record.groupKey);
  }

  const retire = (record: DeliveryRecord, state: 'superseded' | 'dropped', note: string) =>
    finish({ ...record, state, note, finishedAtMs: now() });

  function makeRoom(line: Line): void {
    while (line.waiting.length >= limit) {
      const leaving = whoLeaves(line.waiting, line.busyId);
      if (!leaving) return;
      const outdone = line.waiting.some(({ id, groupKey }) => id > leaving.id && groupKey === leaving.groupKey);
      if (outdone) retire(leaving, 'superseded', 'A later message of the same group took its place.');
      else retire(leaving, 'dropped', `More than ${limit} messages were waiting for this receiver.`);
    }
  }

  function add(receiver: string, groupKey: string, message: OutgoingMessage): DeliveryRecord {
    const nowMs = now();
    const fresh = {
      receiver,
      groupKey,
      isTest: false,
      state: 'waiting' as const,
      createdAtMs: nowMs,
      finishedAtMs: null,
      dueAtMs: nowMs,
      attempts: 0,
      note: null,
      message,
    };
    const line = lineOf(receiver);
    makeRoom(line);
    const record = { id: queue.add(fresh), ...fresh };
    line.waiting.push(record);
    return record;
  }

  async function attempt(line: Line, record: DeliveryRecord): Promise<void> {
    line.busyId = record.id;
    const outcome = await send(record.receiver, record.message, abort.signal);
    line.busyId = null;
    // Cut short by the stop: it waits for the next start. Or given up meanwhile.
    const isWanted = line.waiting.some(({ id }) => id === record.id);
    if (!outcome.ok && (abort.signal.aborted || !isWanted)) return;
    const after = afterAttempt(record, outcome, now(), random());
    if (after.state !== 'waiting') finish(after);
    else {
      line.waiting = line.waiting.map((each) => (each.id === after.id ? after : each));
      keep(() => queue.save(after));
    }
    if (after.state === 'delivered') {
      line.lastDeliveredAtMs = after.finishedAtMs;
      hurry(record.receiver);
      forgetRepeat(line, after);
    }
  }

  /** Alerts are passed on again and again while they fire; the log tells of the first time. */
  function forgetRepeat(line: Line, record: DeliveryRecord): void {
    if (record.message.kind !== 'forward') return;
    const gist = gistOf(record.message);
    if (gist === line.lastForward && record.attempts === 1) keep(() => queue.remove(record.id));
    line.lastForward = gist;
  }

  /** Tries everything that waits for a receiver at once: it has just answered, or was changed. */
  function hurry(receiver: string): void {
    const line = lineOf(receiver);
    line.waiting = line.waiting.map((record) => ({ ...record, dueAtMs: Math.min(record.dueAtMs, now()) }));
  }

  function pump(): void {
    if (abort.signal.aborted) return;
    for (const line of lines.values()) {
      const next = line.busyId === null ? nextOf(line.waiting, now()) : null;
      if (!next) continue;
      const work = attempt(line, next).finally(() => {
        underWay.delete(work);
        onChange();
      });
      underWay.add(work);
    }
  }

  return {
    /** Takes up what was waiting at the last stop. */
    open(): void {
      for (const record of queue.waiting()) lineOf(record.receiver).waiting.push({ ...record, dueAtMs: now() });
    },
    /** Throws when it cannot be kept; it is not sent then. */
    enqueue({ receiver, groupKey, message, latestOnly }: NewMessage): void {
      const line = lineOf(receiver);
      const earlier = line.waiting.filter((each) => each.groupKey === groupKey && each.id !== line.busyId);
      const last = earlier.at(-1);
      // A repetition of what is still waiting says nothing more.
      if (last && gistOf(last.message) === gistOf(message)) return;
      add(receiver, groupKey, message);
      if (latestOnly)
        for (const old of earlier) retire(old, 'superseded', 'A later message of the same group took its place.');
    },
    /** Alerts to be passed on as they are; what still waits and these go together. */
    forward(receiver: string, alerts: readonly OutgoingAlert[]): void {
      const line = lineOf(receiver);
      const old = line.waiting.find(({ id, message }) => id !== line.busyId && message.kind === 'forward');
      if (old?.message.kind !== 'forward') {
        add(receiver, '', { kind: 'forward', atMs: now(), alerts: [...alerts] });
        return;
      }
      const joined = {
        ...old,
        message: { kind: 'forward' as const, atMs: now(), alerts: joinForwarded(old.message.alerts, alerts) },
      };
      line.waiting = line.waiting.map((each) => (each.id === old.id ? joined : each));
      keep(() => queue.save(joined));
    },
    /** Starts whatever is due and not held up. */
    pump,
    hurry,
    waiting: (receiver: string): readonly DeliveryRecord[] => lines.get(receiver)?.waiting ?? [],
    /** Since the start. */
    lastDeliveredAtMs: (receiver: string): number | null => lines.get(receiver)?.lastDeliveredAtMs ?? null,
    /** When the next message is due; Infinity when none waits. */
    dueAtMs: (): number =>
      [...lines.values()].reduce(
        (least, line) => (line.busyId === null ? Math.min(least, dueAtOf(line.waiting)) : least),
        Infinity,
      ),
    /** Gives up everything that waits for a receiver. */
    giveUp(receiver: string, why: string): void {
      for (const record of lineOf(receiver).waiting) retire(record, 'dropped', why);
    },
    /** Ends what is being sent; it is tried again at the next start. */
    async stop(): Promise<void> {
      abort.abort();
      await Promise.all(underWay);
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
