import {
  CodedError,
  type Delivery,
  type Receiver,
  type ReceiverChange,
  type ReceiverView,
} from '../../shared/index.ts';
import { type DeliveryLog, toDelivery } from './delivery-log.ts';
import type { ToldMemory } from './memories.ts';
import type { Outbox } from './outbox.ts';
import type { ReceiversFile } from './receivers-file.ts';
import { applyChange, hideSecrets } from './secrets.ts';
import type { Send } from './senders/sender.ts';
import { testMessageFor } from './test-message.ts';
import { afterAttempt, newRecord } from './waiting-line.ts';

export interface ReceiverDeskOptions {
  receivers: ReceiversFile;
  outbox: Outbox;
  deliveries: DeliveryLog;
  told: ToldMemory;
  send: Send;
  externalUrl(): string;
  now(): number;
  /** Receivers are others than before. */
  onConfigured(): void;
  /** A test was logged. */
  onTested(): void;
  /** Ends tests that are under way. */
  signal: AbortSignal;
}

/** What a person does with receivers: lists, changes, removes and tries them. */
export function createReceiverDesk(options: ReceiverDeskOptions) {
  const { receivers, outbox, deliveries, told, send, externalUrl, now, onConfigured, onTested, signal } = options;

  function need(name: string): Receiver {
    const receiver = receivers.get(name);
    if (!receiver) throw new CodedError('not_found', { what: `receiver "${name}"` });
    return receiver;
  }

  function view(receiver: Receiver): ReceiverView {
    const { name } = receiver;
    const waiting = outbox.waiting(name);
    const last = deliveries.lastOf(name);
    const failure = last?.state === 'failed' ? last.note : null;
    return hideSecrets(receiver, {
      waiting: waiting.length,
      lastError: waiting.findLast(({ note }) => note !== null)?.note ?? failure,
      lastDeliveredAtMs: outbox.lastDeliveredAtMs(name) ?? deliveries.lastDeliveredAtMs(name),
    });
  }

  return {
    list: (): ReceiverView[] => receivers.list().map(view),
    get: (name: string): ReceiverView => view(need(name)),
    set(name: string, change: ReceiverChange): ReceiverView {
      const receiver = applyChange(name, receivers.get(name), change);
      receivers.put(receiver);
      if (receiver.enabled) outbox.hurry(name);
      else outbox.giveUp(name, 'The receiver was switched off.');
      onConfigured();
      return view(receiver);
    },
    remove(name: string): void {
      receivers.remove(name);
      outbox.giveUp(name, 'The receiver was removed.');
      // Another of its name has heard of nothing.
      told.forgetReceiver(name);
      onConfigured();
    },
    /** Sends a test alert once, on the way all messages go, and says what became of it. */
    async test(name: string): Promise<Delivery> {
      const receiver = need(name);
      const message = testMessageFor(receiver, externalUrl(), now());
      const groupKey = message.kind === 'group' ? message.message.groupKey : '';
      const begun = { id: 0, ...newRecord(name, groupKey, message, now()), isTest: true };
      const outcome = await send(receiver, message, signal);
      const after = afterAttempt(begun, outcome.ok ? outcome : { ...outcome, retry: false }, now(), 0);
      const record = { ...after, id: deliveries.add(after) };
      onTested();
      return toDelivery(record);
    },
  };
}

export type ReceiverDesk = ReturnType<typeof createReceiverDesk>;
