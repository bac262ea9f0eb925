import { reasonOf } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { gistOf, joinForwarded, type OutgoingMessage } from './outgoing-message.ts';
import type { SendOutcome } from './senders/sender.ts';
import { afterAttempt, type DeliveryRecord, dueAtOf, newRecord, nextOf, whoLeaves } from './waiting-line.ts';

/** Where messages are kept, so that a restart loses none. */
export interface DeliveryQueue {
  /** Those that wait, oldest first. */
  waiting(): DeliveryRecord[];
  /** Returns its number. */
  add(record: Omit<DeliveryRecord, 'id'>): number;
  save(record: DeliveryRecord): void;
  remove(id: number): void;
}

export interface LineOptions {
  queue: DeliveryQueue;
  send(receiver: string, message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** A message was refused or given up: its group was not told of after all. */
  onLost(receiver: string, groupKey: string): void;
  now(): number;
  random(): number;
  log: { warn(message: string): void };
  /** Messages about groups that may wait for one receiver. */
  limit?: number;
}

export interface NewMessage {
  groupKey: string;
  message: OutgoingMessage;
  /** Where an old message is of no use once there is a newer one of its group. */
  latestOnly: boolean;
}

const LIMIT = 200;
const OUTDONE = 'A later message of the same group took its place.';

/** The messages that wait for one receiver. One is sent at a time; none leaves before it has arrived or was refused. */
export class DeliveryLine {
  readonly #receiver: string;
  readonly #options: LineOptions;
  #waiting: DeliveryRecord[] = [];
  #busyId: number | null = null;
  /** What was passed on last, so that repeating it does not fill the log. */
  #lastForward = '';
  /** Since the start. */
  lastDeliveredAtMs: number | null = null;

  constructor(receiver: string, options: LineOptions) {
    this.#receiver = receiver;
    this.#options = options;
  }

  get waiting(): readonly DeliveryRecord[] {
    return this.#waiting;
  }

  /** When the next message is due; Infinity when none is, or one is being sent. */
  get dueAtMs(): number {
    return this.#busyId === null ? dueAtOf(this.#waiting) : Infinity;
  }

  /** Takes up one that was waiting at the last stop. */
  resume(record: DeliveryRecord): void {
    this.#waiting.push({ ...record, dueAtMs: this.#options.now() });
  }

  /** Whether a message of this group would be taken: worth asking before one is made. */
  hasRoom(groupKey: string): boolean {
    const { limit = LIMIT } = this.#options;
    return this.#waiting.length < limit || whoLeaves(this.#waiting, groupKey, this.#busyId) !== null;
  }

  /**
   * False when the line is full and everything in it is worth more: whoever has the message keeps it for later. Throws
   * when it cannot be written down; it is not sent then.
   */
  enqueue({ groupKey, message, latestOnly }: NewMessage): boolean {
    const earlier = this.#waiting.filter((each) => each.groupKey === groupKey && each.id !== this.#busyId);
    const last = earlier.at(-1);
    // A repetition of what is still waiting says nothing more.
    if (last && gistOf(last.message) === gistOf(message)) return true;
    if (!this.#makeRoom(groupKey)) return false;
    this.#add(groupKey, message);
    if (latestOnly) for (const old of earlier) this.#retire(old, 'superseded', OUTDONE);
    return true;
  }

  /** Alerts to be passed on as they are; what still waits and these go together. */
  forward(alerts: readonly OutgoingAlert[]): void {
    const atMs = this.#options.now();
    for (const old of this.#waiting) {
      if (old.id === this.#busyId || old.message.kind !== 'forward') continue;
      this.#replace({ ...old, message: { kind: 'forward', atMs, alerts: joinForwarded(old.message.alerts, alerts) } });
      return;
    }
    this.#add('', { kind: 'forward', atMs, alerts: [...alerts] });
  }

  /** Tries everything that waits at once: the receiver has just answered, or was changed. */
  hurry(): void {
    const nowMs = this.#options.now();
    this.#waiting = this.#waiting.map((record) => ({ ...record, dueAtMs: Math.min(record.dueAtMs, nowMs) }));
  }

  giveUp(why: string): void {
    for (const record of this.#waiting) this.#retire(record, 'dropped', why);
  }

  /** Sends what is due, if anything is and nothing is being sent; resolves when that attempt is over. */
  sendNext(signal: AbortSignal): Promise<void> | null {
    const next = this.#busyId === null ? nextOf(this.#waiting, this.#options.now()) : null;
    return next && this.#attempt(next, signal);
  }

  async #attempt(record: DeliveryRecord, signal: AbortSignal): Promise<void> {
    const { send, now, random } = this.#options;
    this.#busyId = record.id;
    const outcome = await send(this.#receiver, record.message, signal);
    this.#busyId = null;
    // Cut short by the stop: it waits for the next start. Or given up meanwhile.
    const isWanted = this.#waiting.some(({ id }) => id === record.id);
    if (!outcome.ok && (signal.aborted || !isWanted)) return;
    const after = afterAttempt(record, outcome, now(), random());
    if (after.state === 'waiting') return this.#replace(after);
    this.#finish(after);
    if (after.state !== 'delivered') return;
    this.lastDeliveredAtMs = after.finishedAtMs;
    this.hurry();
    this.#forgetRepeat(after);
  }

  #add(groupKey: string, message: OutgoingMessage): void {
    const fresh = newRecord(this.#receiver, groupKey, message, this.#options.now());
    this.#waiting.push({ id: this.#options.queue.add(fresh), ...fresh });
  }

  #makeRoom(groupKey: string): boolean {
    const { limit = LIMIT } = this.#options;
    if (this.#waiting.length < limit) return true;
    const leaving = whoLeaves(this.#waiting, groupKey, this.#busyId);
    if (leaving) this.#retire(leaving, 'superseded', OUTDONE);
    return leaving !== null;
  }

  #retire(record: DeliveryRecord, state: 'superseded' | 'dropped', note: string): void {
    this.#finish({ ...record, state, note, finishedAtMs: this.#options.now() });
  }

  #finish(record: DeliveryRecord): void {
    this.#waiting = this.#waiting.filter(({ id }) => id !== record.id);
    this.#keep((queue) => queue.save(record));
    if (record.state === 'failed' || record.state === 'dropped') this.#options.onLost(this.#receiver, record.groupKey);
  }

  #replace(record: DeliveryRecord): void {
    this.#waiting = this.#waiting.map((each) => (each.id === record.id ? record : each));
    this.#keep((queue) => queue.save(record));
  }

  /** Alerts are passed on again and again while they fire; the log tells of the first time. */
  #forgetRepeat({ id, message, attempts }: DeliveryRecord): void {
    if (message.kind !== 'forward') return;
    const gist = gistOf(message);
    if (gist === this.#lastForward && attempts === 1) this.#keep((queue) => queue.remove(id));
    this.#lastForward = gist;
  }

  /** A disk that is full for a moment must not stop messages from being sent. */
  #keep(change: (queue: DeliveryQueue) => void): void {
    try {
      change(this.#options.queue);
    } catch (error) {
      this.#options.log.warn(`The log of deliveries could not be written: ${reasonOf(error)}`);
    }
  }
}
