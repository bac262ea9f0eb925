import {
  compileMatchers,
  type NotificationSettings,
  type ReceiverKind,
  reasonOf,
  type Service,
} from '../../shared/index.ts';
import type { AlertSink, OutgoingAlert } from '../outgoing-alert.ts';
import { type AlertMemory, createAlertBook } from './alert-book.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { toGroupMessage } from './group-message.ts';
import { createGroups, type Groups, type News } from './groups.ts';
import type { KnownAlert } from './known-alert.ts';
import type { ToldMemory } from './memories.ts';
import { createOutbox } from './outbox.ts';
import { createReceiverDesk, type ReceiverDesk } from './receiver-desk.ts';
import type { ReceiversFile } from './receivers-file.ts';
import type { Send } from './senders/sender.ts';
import type { SilenceBook } from './silence-book.ts';

export interface NotifierOptions {
  receivers: ReceiversFile;
  settings: { get(): NotificationSettings; set(settings: NotificationSettings): void };
  silences: SilenceBook;
  alerts: AlertMemory;
  told: ToldMemory;
  deliveries: DeliveryLog;
  send: Send;
  /** Writes everything that `write` writes at once, which is faster. */
  together(write: () => void): void;
  /** Where people find this console: it stands in messages. */
  externalUrl(): string;
  /** Something the page shows has changed. */
  onChange(): void;
  log: { warn(message: string): void };
  now?: () => number;
  random?: () => number;
}

export interface Notifier extends Service, AlertSink {
  readonly desk: ReceiverDesk;
  setSettings(settings: NotificationSettings): void;
  /** What waits for receivers of a kind is tried at once. */
  hurry(kind: ReceiverKind): void;
}

/** Even with nothing due it looks around now and then, to forget what is old. */
const IDLE_MS = 60_000;
/** Later than this is no busy machine: it was asleep, and the rules with it. */
const ASLEEP_MS = 2 * IDLE_MS;
/** Room for the events of one turn of the loop. */
const TELL_AFTER_MS = 100;

/** Tells receivers of alerts: takes alerts from the rules, groups them, and sees to it that each message arrives. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { receivers, settings, silences, told, deliveries, send, together, externalUrl, log } = options;
  const { now = Date.now, random = Math.random } = options;
  const book = createAlertBook(options.alerts);
  const abort = new AbortController();
  let groups: Groups = regroup([]);
  let timer: NodeJS.Timeout | undefined;
  let telling: NodeJS.Timeout | undefined;
  let running = false;
  let steppedAtMs = 0;
  let forgotAtMs = 0;

  const outbox = createOutbox({
    queue: deliveries,
    async send(name, message, signal) {
      const receiver = receivers.get(name);
      if (!receiver?.enabled) return { ok: false, retry: false, note: 'The receiver is gone or switched off.' };
      return send(receiver, message, signal);
    },
    onLost: told.forget,
    onAttempt() {
      changed();
      step();
    },
    now,
    random,
    log,
  });

  const desk = createReceiverDesk({
    receivers,
    outbox,
    deliveries,
    told,
    send,
    externalUrl,
    now,
    onConfigured: configured,
    onTested: changed,
    signal: abort.signal,
  });

  /** Many changes in a row are one to the page. */
  function changed(): void {
    if (!running) return;
    telling ??= setTimeout(() => {
      telling = undefined;
      options.onChange();
    }, TELL_AFTER_MS);
  }

  /** Groups under the receivers and settings as they are now, with every alert that is known. */
  function regroup(alerts: readonly KnownAlert[]): Groups {
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

  function configured(): void {
    groups = regroup(book.all());
    changed();
    step();
  }

  function tell({ receiver, groupKey, groupLabels, alerts }: News): boolean {
    if (!outbox.hasRoom(receiver, groupKey)) return false;
    const message = toGroupMessage(alerts, { receiver, groupLabels, externalUrl: externalUrl() }, now());
    const latestOnly = receivers.get(receiver)?.kind === 'desktop';
    changed();
    return outbox.enqueue(receiver, { groupKey, message: { kind: 'group', message }, latestOnly });
  }

  const untold = (error: unknown) => log.warn(`Alerts could not be told of yet: ${reasonOf(error)}`);

  /**
   * Passes alerts on as they came, silenced or not: an Alertmanager has silences of its own, and takes a missing alert
   * for one that has ended.
   */
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
    if (nowMs - steppedAtMs > ASLEEP_MS) groups = regroup(book.awaken(steppedAtMs, nowMs));
    steppedAtMs = nowMs;
    together(() => groups.flushDue(nowMs, tell, untold));
    outbox.pump();
    if (nowMs - forgotAtMs >= IDLE_MS) attend('What is old could not be forgotten', () => forgetOld(nowMs));
    clearTimeout(timer);
    const dueAtMs = Math.min(groups.dueAtMs(), outbox.dueAtMs());
    timer = setTimeout(step, Math.min(IDLE_MS, Math.max(0, dueAtMs - now())));
  }

  function forgetOld(nowMs: number): void {
    forgotAtMs = nowMs;
    book.prune(nowMs);
    silences.prune(nowMs);
    told.prune(nowMs - 2 * settings.get().repeatIntervalMs);
  }

  /** The rules must not hear of a disk that is full. */
  function attend(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      log.warn(`${what}: ${reasonOf(error)}`);
    }
  }

  return {
    name: 'notifications',
    async start() {
      outbox.open();
      groups = regroup(book.open(now()));
      steppedAtMs = now();
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
      const takeIn = () => {
        for (const alert of alerts) groups.insert(book.receive(alert, now()), now());
        forward(alerts);
      };
      attend('Alerts could not be taken in', () => together(takeIn));
      step();
    },
    desk,
    setSettings(next) {
      settings.set(next);
      configured();
    },
    hurry(kind) {
      for (const receiver of receivers.list()) if (receiver.kind === kind) outbox.hurry(receiver.name);
      step();
    },
  };
}
