import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type LabelMatcher,
  NewSilence,
  type NotificationSettings,
  type Receiver,
  type Silence,
  silencesOf,
} from '../../shared/index.ts';
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

async function startNotifier(receivers: readonly Receiver[], groupBy = settings.groupBy): Promise<Notifier> {
  const http = createHttpPost();
  const documents = memoryDocuments();
  const notifier = createNotifier({
    receivers: memoryReceivers(receivers),
    settings: { get: () => ({ ...settings, groupBy }), set: () => {} },
    silences: createSilenceBook(silenceMemory(documents)),
    alerts: alertMemory(documents),
    told: toldMemory(documents),
    deliveries: memoryDeliveries(),
    send: createSend({ http, desktop: createDesktop({ count: () => 0, show: () => {} }) }),
    together: (write) => write(),
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

const configFor = (sink: HttpSink, groupBy = settings.groupBy) => ({
  route: {
    receiver: receiverName,
    group_by: groupBy,
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
    .poll(() => notifier.desk.get('real').health)
    .toMatchObject({
      waiting: 1,
      lastError: `Nothing listens at 127.0.0.1:${port}.`,
    });
  notifier.receive([alertOf(down, nowMs - 60_000), alertOf(over, nowMs - 60_000, { endsAtMs: nowMs - 1_000 })]);

  const { url, stop } = await startAlertmanager(found.path, configFor(theirs), port);
  cleanUps.push(stop);
  notifier.hurry('alertmanager');
  await expect.poll(() => activeAt(url), { timeout: 10_000 }).toEqual(['Service down']);
  await expect.poll(() => notifier.desk.get('real').health).toMatchObject({ waiting: 0, lastError: null });
  expect(await notifier.desk.test('real')).toMatchObject({ state: 'delivered', isTest: true, attempts: 1 });
  expect(await activeAt(url)).toEqual(['Service down', 'TelltaleTest']);
}, 60_000);

it.for([[['...']], [[]]])('groups by %j as a real Alertmanager does', async ([groupBy = []], context) => {
  if ('missing' in found) return context.skip(found.missing);
  const [ours, theirs] = [await startSink(), await startSink()];
  const { url, stop } = await startAlertmanager(found.path, configFor(theirs, groupBy));
  cleanUps.push(stop);
  const webhook = { kind: 'webhook', ...grouped, url: `${ours.url}/hook`, authorization: null } as const;
  const notifier = await startNotifier([{ name: receiverName, ...webhook }, forwardTo(url)], groupBy);
  const nowMs = Date.now();
  // An odd number of labels, some shared, so that the order of alerts in a message is put to the test.
  const sets = [
    { b: '1' },
    { a: '2' },
    { a: '2', b: '1' },
    { job: 'z' },
    { job: 'a', a: '1' },
    { instance: 'i', c: 'x' },
  ];
  notifier.receive(sets.map((labels) => alertOf({ alertname: 'A', ...labels }, nowMs)));
  const count = groupBy.length === 0 ? 1 : sets.length;
  await expect.poll(() => [ours.received.length, theirs.received.length], { timeout: 15_000 }).toEqual([count, count]);
  expect(comparable(ours)).toEqual(comparable(theirs));
});

describe('silences', () => {
  const values = ['', 'a', 'b', 'ab', 'a.b', 'x y'];
  const matcher = fc.record({
    name: fc.constantFrom('alertname', 'job', 'team'),
    op: fc.constantFrom('=', '!=', '=~', '!~'),
    value: fc.constantFrom(...values, 'a|b', '.*', '.+', 'a.?b?', '(?i:AB)', '[^a]+', ''),
  });
  const wanted = fc.array(matcher, { minLength: 1, maxLength: 3 });

  it('keep the same alerts quiet as in a real Alertmanager, and the same are refused', async (context) => {
    if ('missing' in found) return context.skip(found.missing);
    const { url, stop } = await startAlertmanager(found.path, configFor(await startSink()));
    cleanUps.push(stop);
    const labels = values.flatMap((job) => values.map((team) => ({ alertname: `A${job}`, job, team })));
    const notifier = await startNotifier([forwardTo(url)]);
    notifier.receive(labels.map((each) => alertOf(each, Date.now())));

    const startsAtMs = Date.now() + 200;
    const endsAtMs = startsAtMs + 60_000;
    const kept: Silence[] = [];
    for (const matchers of fc.sample(wanted, { numRuns: 60, seed: 20_261_128 })) {
      const ours = NewSilence.safeParse({ matchers, comment: 'c', createdBy: 'a', startsAtMs, endsAtMs });
      const id = await postSilence(url, { matchers, startsAtMs, endsAtMs });
      expect({ matchers, taken: ours.success }).toEqual({ matchers, taken: id !== null });
      if (ours.success) kept.push({ ...ours.data, id: id!, updatedAtMs: startsAtMs });
    }
    expect(kept.length).toBeGreaterThan(20);

    const silencedBy = async () => {
      const reply = await fetch(`${url}/api/v2/alerts`);
      const alerts = (await reply.json()) as { labels: Record<string, string>; status: { silencedBy: string[] } }[];
      return alerts.map((alert) => ({ labels: alert.labels, by: alert.status.silencedBy.sort() }));
    };
    const bySilencesOf = (alerts: { labels: Record<string, string> }[]) =>
      alerts.map((alert) => ({
        labels: alert.labels,
        by: silencesOf(alert.labels, kept, Date.now())
          .map(({ id }) => id)
          .sort(),
      }));
    await expect
      .poll(
        async () => {
          const theirs = await silencedBy();
          return theirs.length === labels.length && theirs.some(({ by }) => by.length > 0);
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    const theirs = await silencedBy();
    expect(bySilencesOf(theirs)).toEqual(theirs);
  }, 60_000);
});

/** Gives a silence to an Alertmanager; null when it is refused. */
async function postSilence(
  url: string,
  { matchers, startsAtMs, endsAtMs }: { matchers: LabelMatcher[]; startsAtMs: number; endsAtMs: number },
): Promise<string | null> {
  const reply = await fetch(`${url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: matchers.map(({ name, op, value }) => ({
        name,
        value,
        isEqual: !op.startsWith('!'),
        isRegex: op.endsWith('~'),
      })),
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(endsAtMs).toISOString(),
      comment: 'c',
      createdBy: 'a',
    }),
  });
  return reply.ok ? ((await reply.json()) as { silenceID: string }).silenceID : null;
}
