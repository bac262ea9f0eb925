import {
  CodedError,
  compileMatchers,
  type Delivery,
  type NotificationSettings,
  type Receiver,
  type ReceiverChange,
  type ReceiverView,
  reasonOf,
  type Service,
} from '../../shared/index.ts';
import type { AlertSink, OutgoingAlert } from '../outgoing-alert.ts';
import { type AlertMemory, createAlertBook } from './alert-book.ts';
import { type DeliveryLog, toDelivery } from './delivery-log.ts';
import { toGroupMessage } from './group-message.ts';
import { createGroups, type Groups, type News } from './groups.ts';
import type { ToldMemory } from './memories.ts';
import { createOutbox } from './outbox.ts';
import type { ReceiversFile } from './receivers-file.ts';
import { applyChange, hideSecrets } from './secrets.ts';
import type { Send } from './senders/sender.ts';
import type { SilenceBook } from './silence-book.ts';
import { testMessageFor } from './test-message.ts';
import { afterAttempt } from './waiting-line.ts';

export interface NotifierOptions {
  receivers: ReceiversFile;
  settings: { get(): NotificationSettings; set(settings: NotificationSettings): void };
  silences: SilenceBook;
  alerts: AlertMemory;
  told: ToldMemory;
  deliveries: DeliveryLog;
  send: Send;
  /** Where people find this console: it stands in messages. */
  externalUrl(): string;
  /** Something the page shows has changed. */
  onChange(): void;
  log: { warn(message: string): void };
  now?: () => number;
  random?: () => number;
}

/** Even with nothing due it looks around now and then, to forget what is old. */
const IDLE_MS = 60_000;
/** Room for the events of one turn of the loop. */
const TELL_AFTER_MS = 100;

/** Tells receivers of alerts: takes alerts from the rules, groups them, and sees to it that each message arrives. */
export function createNotifier(options: NotifierOptions) {
  const { receivers, settings, silences, told, deliveries, send, externalUrl, log } = options;
  const { now = Date.now, random = Math.random } = options;
  const book = createAlertBook(options.alerts);
  const abort = new AbortController();
  let groups: Groups = regroup([]);
  let timer: NodeJS.Timeout | undefined;
  let telling: NodeJS.Timeout | undefined;
  let running = false;
  let forgotAtMs = 0;

  /** Many changes in a row are one to the page. */
  function changed(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      options.onChange();
    }, TELL_AFTER_MS);
  }

  const outbox = createOutbox({
    queue: deliveries,
    async send(name, message, signal) {
      const receiver = receivers.get(name);
      if (!receiver?.enabled) return { ok: false, retry: false, note: 'The receiver is gone or switched off.' };
      return send(receiver, message, signal);
    },
    onLost: (receiver, groupKey) => told.forget(receiver, groupKey),
    onChange() {
      changed();
      step();
    },
    now,
    random,
    log,
  });

  /** Groups under the receivers and settings as they are now, with every alert that is known. */
  function regroup(alerts: readonly ReturnType<typeof book.receive>[]): Groups {
    const routes = receivers
      .list()
      .filter(({ enabled, kind }) => enabled && kind !== 'alertmanager')
      .map((receiver) => ({
        receiver: receiver.name,
        matches: compileMatchers(receiver.matchers),
        sendResolved: 'sendResolved' in receiver && receiver.sendResolved,
      }));
    const fresh = createGroups({ settings: settings.get(), routes, told, isSilenced: silences.isSilenced });
    for (const alert of alerts) fresh.insert(alert, now());
    return fresh;
  }

  function tell({ receiver, groupKey, groupLabels, alerts }: News): void {
    const message = toGroupMessage(alerts, { receiver, groupLabels, externalUrl: externalUrl() }, now());
    const latestOnly = receivers.get(receiver)?.kind === 'desktop';
    outbox.enqueue({ receiver, groupKey, message: { kind: 'group', message }, latestOnly });
    changed();
  }

  /** Passes alerts on as they came, silenced or not: an Alertmanager has silences of its own, and takes a missing alert for an ended one. */
  function forward(alerts: readonly OutgoingAlert[]): void {
    for (const receiver of receivers.list()) {
      if (receiver.kind !== 'alertmanager' || !receiver.enabled) continue;
      const matches = compileMatchers(receiver.matchers);
      const wanted = alerts.filter(({ labels }) => matches(labels));
      if (wanted.length > 0) outbox.forward(receiver.name, wanted);
    }
  }

  /** Does whatever is due, and comes back when the next thing is. */
  function step(): void {
    if (!running) return;
    const nowMs = now();
    groups.flushDue(nowMs, tell, (error) => log.warn(`Alerts could not be told of yet: ${reasonOf(error)}`));
    outbox.pump();
    forgetOld();
    clearTimeout(timer);
    const dueAtMs = Math.min(groups.dueAtMs(), outbox.dueAtMs());
    timer = setTimeout(step, Math.min(IDLE_MS, Math.max(0, dueAtMs - now())));
  }

  function forgetOld(): void {
    const nowMs = now();
    if (nowMs - forgotAtMs < IDLE_MS) return;
    forgotAtMs = nowMs;
    attend('What is old could not be forgotten', () => {
      book.prune(nowMs);
      silences.prune(nowMs);
      told.prune(nowMs - 2 * settings.get().repeatIntervalMs);
    });
  }

  /** The rules must not hear of a disk that is full. */
  function attend(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      log.warn(`${what}: ${reasonOf(error)}`);
    }
  }

  function configured(): void {
    groups = regroup(book.all());
    changed();
    step();
  }

  function need(name: string): Receiver {
    const receiver = receivers.get(name);
    if (!receiver) throw new CodedError('not_found', { what: `receiver "${name}"` });
    return receiver;
  }

  function view(receiver: Receiver): ReceiverView {
    const waiting = outbox.waiting(receiver.name);
    const last = deliveries.lastOf(receiver.name);
    const lastError =
      waiting.findLast(({ note }) => note !== null)?.note ?? (last?.state === 'failed' ? last.note : null);
    const lastDeliveredAtMs = outbox.lastDeliveredAtMs(receiver.name) ?? deliveries.lastDeliveredAtMs(receiver.name);
    return hideSecrets(receiver, { waiting: waiting.length, lastDeliveredAtMs, lastError });
  }

  const service: Service & AlertSink = {
    name: 'notifications',
    async start() {
      outbox.open();
      groups = regroup(book.open(now()));
      running = true;
      step();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      clearTimeout(telling);
      abort.abort();
      await outbox.stop();
    },
    receive(alerts) {
      attend('Alerts could not be taken in', () => {
        for (const alert of alerts) groups.insert(book.receive(alert, now()), now());
        forward(alerts);
      });
      step();
    },
  };

  return {
    ...service,
    receivers: (): ReceiverView[] => receivers.list().map(view),
    receiver: (name: string): ReceiverView => view(need(name)),
    setReceiver(name: string, change: ReceiverChange): ReceiverView {
      const receiver = applyChange(name, receivers.get(name), change);
      receivers.put(receiver);
      if (receiver.enabled) outbox.hurry(name);
      else outbox.giveUp(name, 'The receiver was switched off.');
      configured();
      return view(receiver);
    },
    removeReceiver(name: string): void {
      receivers.remove(name);
      outbox.giveUp(name, 'The receiver was removed.');
      configured();
    },
    /** Sends a test alert once, on the way all messages go, and says what became of it. */
    async test(name: string): Promise<Delivery> {
      const receiver = need(name);
      const nowMs = now();
      const message = testMessageFor(receiver, externalUrl(), nowMs);
      const groupKey = message.kind === 'group' ? message.message.groupKey : '';
      const waiting = {
        receiver: name,
        groupKey,
        isTest: true,
        state: 'waiting' as const,
        createdAtMs: nowMs,
        finishedAtMs: null,
        dueAtMs: nowMs,
        attempts: 0,
        note: null,
        message,
      };
      const outcome = await send(receiver, message, abort.signal);
      const after = afterAttempt(
        { id: 0, ...waiting },
        outcome.ok ? outcome : { ...outcome, retry: false },
        now(),
        random(),
      );
      const record = { ...after, id: deliveries.add(after) };
      changed();
      return toDelivery(record);
    },
    settings: settings.get,
    setSettings(next: NotificationSettings): NotificationSettings {
      settings.set(next);
      configured();
      return next;
    },
    /** Silences have changed, or a page has come: what waited for that is looked at anew. */
    wake(kind?: Receiver['kind']): void {
      for (const receiver of receivers.list()) if (receiver.kind === kind) outbox.hurry(receiver.name);
      step();
    },
  };
}

export type Notifier = ReturnType<typeof createNotifier>;
