import { afterEach, expect, it } from 'vitest';
import type { NotificationSettings, Receiver } from '../../shared/index.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import { alertMemory, silenceMemory, toldMemory } from './memories.ts';
import { createDesktop } from './senders/desktop.ts';
import { createHttpPost } from './senders/http-post.ts';
import { createSend } from './senders/index.ts';
import { createSilenceBook } from './silence-book.ts';
import { type HttpSink, startHttpSink } from './testing/http-sink.ts';
import { alertOf, memoryDeliveries, memoryDocuments, memoryReceivers } from './testing/memory.ts';
import { findAlertmanager, freePort, startAlertmanager } from './testing/real-alertmanager.ts';

const found = findAlertmanager();
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const settings: NotificationSettings = {
  groupBy: ['alertname', 'team'],
  groupWaitMs: 1_000,
  groupIntervalMs: 2_000,
  repeatIntervalMs: 3_600_000,
};
const receiverName = 'web.hook (ours)';
const grouped = { enabled: true, sendResolved: true, matchers: [] };

async function startNotifier(receivers: readonly Receiver[]): Promise<Notifier> {
  const http = createHttpPost();
  const documents = memoryDocuments();
  const notifier = createNotifier({
    receivers: memoryReceivers(receivers),
    settings: { get: () => settings, set: () => {} },
    silences: createSilenceBook(silenceMemory(documents)),
    alerts: alertMemory(documents),
    told: toldMemory(documents),
    deliveries: memoryDeliveries(),
    send: createSend({ http, desktop: createDesktop({ count: () => 0, show: () => {} }) }),
    externalUrl: () => 'http://127.0.0.1:4400',
    onChange: () => {},
    log: { warn: (message) => expect.unreachable(message) },
  });
  await notifier.start();
  cleanUps.push(
    () => http.close(),
    () => notifier.stop(),
  );
  return notifier;
}

const forwardTo = (url: string): Receiver => ({
  name: 'real',
  kind: 'alertmanager',
  enabled: true,
  matchers: [],
  url,
  authorization: null,
});

const configFor = (sink: HttpSink) => ({
  route: {
    receiver: receiverName,
    group_by: settings.groupBy,
    group_wait: '1s',
    group_interval: '2s',
    repeat_interval: '1h',
  },
  receivers: [{ name: receiverName, webhook_configs: [{ url: `${sink.url}/hook`, send_resolved: true }] }],
});

async function startSink(): Promise<HttpSink> {
  const sink = await startHttpSink();
  cleanUps.push(sink.close);
  return sink;
}

/** Names of the alerts that an Alertmanager counts as active. */
async function activeAt(url: string): Promise<string[]> {
  const reply = await fetch(`${url}/api/v2/alerts?active=true`);
  const alerts = (await reply.json()) as { labels: Record<string, string> }[];
  return alerts.map(({ labels }) => labels['alertname'] ?? '').sort();
}

/** Messages by group, in order, without what cannot be the same. */
function comparable(sink: HttpSink): Record<string, unknown[]> {
  const messages = sink.received.map(({ body }) => body as Record<string, unknown>);
  return Object.groupBy(
    messages.map(({ externalURL: _, ...message }) => message),
    ({ groupKey }) => String(groupKey),
  ) as Record<string, unknown[]>;
}

it('sends what a real Alertmanager sends for the same alerts: firing, joined, partly and wholly resolved', async (context) => {
  if ('missing' in found) return context.skip(found.missing);
  const [ours, theirs] = [await startSink(), await startSink()];
  const { url, stop } = await startAlertmanager(found.path, configFor(theirs));
  cleanUps.push(stop);
  const webhook = { kind: 'webhook', ...grouped, url: `${ours.url}/hook`, authorization: null } as const;
  const notifier = await startNotifier([{ name: receiverName, ...webhook }, forwardTo(`${url}/`)]);
  const startMs = Date.now();
  const both = async (count: number) => {
    await expect
      .poll(() => [ours.received.length, theirs.received.length], { timeout: 15_000 })
      .toEqual([count, count]);
    expect(comparable(ours)).toEqual(comparable(theirs));
  };
  const annotations = { summary: 'Too slow', description: 'Above <200 ms> & rising' };
  const first = alertOf({ alertname: 'High latency', job: 'food11', severity: 'page', instance: 'b' }, startMs, {
    annotations,
  });
  const second = alertOf(
    { alertname: 'High latency', job: 'food11', severity: 'page', instance: 'a', empty: '' },
    startMs - 1_500,
    {
      annotations: { ...annotations, description: 'Another' },
    },
  );
  const odd = alertOf({ alertname: 'Odd "one"\n\\ é \u00a0☕', team: 'a\tb' }, startMs);

  notifier.receive([first, second, odd]);
  await both(2);

  // Spoken of again, as rules do: nobody is told again, and the real one lists all three.
  notifier.receive([first, second, odd]);
  expect(await activeAt(url)).toEqual(['High latency', 'High latency', odd.labels['alertname']]);

  const third = alertOf({ alertname: 'High latency', job: 'drift', severity: 'ticket' }, Date.now());
  notifier.receive([third]);
  await both(3);

  notifier.receive([{ ...first, endsAtMs: Date.now() - 5 }]);
  await both(4);

  notifier.receive([second, third, odd].map((alert) => ({ ...alert, endsAtMs: Date.now() - 5 })));
  await both(6);
  const last = ours.received.map(({ body }) => body as { status: string; version: string; truncatedAlerts: number });
  expect(last.at(-1)).toMatchObject({ status: 'resolved', version: '4', truncatedAlerts: 0 });
}, 60_000);

it('passes alerts on to a real Alertmanager once it answers, the ended one as ended', async (context) => {
  if ('missing' in found) return context.skip(found.missing);
  const theirs = await startSink();
  const port = await freePort();
  const notifier = await startNotifier([forwardTo(`http://127.0.0.1:${port}`)]);
  const nowMs = Date.now();
  const [down, over] = [{ alertname: 'Service down' }, { alertname: 'Over' }];
  notifier.receive([alertOf(down, nowMs - 60_000), alertOf(over, nowMs - 60_000)]);
  await expect
    .poll(() => notifier.receiver('real').health)
    .toMatchObject({
      waiting: 1,
      lastError: `Nothing listens at 127.0.0.1:${port}.`,
    });
  notifier.receive([alertOf(down, nowMs - 60_000), alertOf(over, nowMs - 60_000, { endsAtMs: nowMs - 1_000 })]);

  const { url, stop } = await startAlertmanager(found.path, configFor(theirs), port);
  cleanUps.push(stop);
  notifier.wake('alertmanager');
  await expect.poll(() => activeAt(url), { timeout: 10_000 }).toEqual(['Service down']);
  await expect.poll(() => notifier.receiver('real').health).toMatchObject({ waiting: 0, lastError: null });
  expect(await notifier.test('real')).toMatchObject({ state: 'delivered', isTest: true, attempts: 1 });
  expect(await activeAt(url)).toEqual(['Service down', 'TelltaleTest']);
}, 60_000);
