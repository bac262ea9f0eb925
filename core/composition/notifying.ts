import {
  alertMemory,
  createDeliveryLog,
  createDesktop,
  createHttpPost,
  createNotifier,
  createSend,
  createSilenceBook,
  openReceiversFile,
  silenceMemory,
  toDelivery,
  toldMemory,
} from '../alerts/index.ts';
import type { EventHub, Handlers } from '../console-api/index.ts';
import { NotificationSettings, type Service } from '../shared/index.ts';
import type { Store } from '../store/index.ts';

interface NotifyingOptions {
  /** Path of the file of receivers. */
  file: string;
  store: Pick<Store, 'settings' | 'documents' | 'deliveries'>;
  events: Pick<EventHub, 'publish' | 'readers'>;
  /** Where people find this console. */
  externalUrl(): string;
  log: { warn(message: string): void };
}

type NotifyingHandlers = Pick<
  Handlers,
  | 'receivers'
  | 'receiver'
  | 'setReceiver'
  | 'removeReceiver'
  | 'testReceiver'
  | 'deliveries'
  | 'silences'
  | 'addSilence'
  | 'endSilence'
  | 'notificationSettings'
  | 'setNotificationSettings'
  | 'noticeShown'
>;

const settingKey = 'notifications';

/** Who is told of alerts, and how: receivers, silences, deliveries. */
export function createNotifying({ file, store, events, externalUrl, log }: NotifyingOptions) {
  const { settings, documents } = store;
  const deliveries = createDeliveryLog(store.deliveries);
  const silences = createSilenceBook(silenceMemory(documents));
  const http = createHttpPost();
  const desktop = createDesktop({
    count: events.readers,
    show: (id, notice, tag) => events.publish({ type: 'notice', id, notice, tag }),
  });
  const changed = () => events.publish({ type: 'notifications' });
  const readSettings = () =>
    NotificationSettings.safeParse(settings.get(settingKey) ?? {}).data ?? NotificationSettings.parse({});
  const notifier = createNotifier({
    receivers: openReceiversFile(file, log),
    settings: { get: readSettings, set: (next) => settings.set(settingKey, next) },
    silences,
    alerts: alertMemory(documents),
    told: toldMemory(documents),
    deliveries,
    send: createSend({ http, desktop }),
    together: documents.together,
    externalUrl,
    onChange: changed,
    log,
  });
  const connections: Service = { name: 'connections to receivers', start: async () => {}, stop: () => http.close() };

  const { desk } = notifier;
  const handlers: NotifyingHandlers = {
    receivers: () => ({ receivers: desk.list() }),
    receiver: ({ name }) => ({ receiver: desk.get(name) }),
    setReceiver: ({ name, receiver }) => ({ receiver: desk.set(name, receiver) }),
    removeReceiver({ name }) {
      desk.remove(name);
      return {};
    },
    testReceiver: async ({ name }) => ({ delivery: await desk.test(name) }),
    deliveries: ({ limit, receiver, beforeId }) => ({
      deliveries: deliveries.list(limit, receiver, beforeId).map(toDelivery),
    }),
    silences: () => ({ silences: silences.list(Date.now()) }),
    addSilence(wanted) {
      const silence = silences.put(wanted, Date.now());
      changed();
      return { silence };
    },
    endSilence({ id }) {
      const silence = silences.end(id, Date.now());
      changed();
      return { silence };
    },
    notificationSettings: () => ({ settings: readSettings() }),
    setNotificationSettings(request) {
      notifier.setSettings(request.settings);
      return { settings: request.settings };
    },
    noticeShown({ id, outcome }) {
      desktop.answer(id, outcome);
      return {};
    },
  };

  return {
    /** Where the rules hand their alerts. */
    sink: notifier,
    /** In the order they start: what still sends is ended before its connections are. */
    services: [connections, notifier] as const,
    handlers,
    /** A page has opened: what was to be shown on the desktop need wait no longer. */
    pageOpened: (): void => void setImmediate(() => notifier.hurry('desktop')),
  };
}
