import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpSink, startHttpSink } from '../alerts/notify/testing/http-sink.ts';
import { createNotifying } from './notifying.ts';
import { type ConsoleEvent, type ReceiverChange, startAll } from '../shared/index.ts';
import { openStore } from '../store/index.ts';

let dir: string;
let sink: HttpSink;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-notifying-'));
  sink = await startHttpSink();
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await sink.close();
  rmSync(dir, { recursive: true });
});

const grouped = { enabled: true, sendResolved: true, matchers: [] };
const webhook = (url = `${sink.url}/secret-path-of-a-hook`): ReceiverChange => ({ kind: 'webhook', ...grouped, url });
const quick = { groupBy: ['alertname'], groupWaitMs: 0, groupIntervalMs: 1_000, repeatIntervalMs: 3_600_000 };

/** The room on a real store in the data directory; ended and begun again as a restart does. */
async function start({ pages = 0, dataDir = dir } = {}) {
  const store = openStore({ file: join(dataDir, 'telltale.db') });
  const events: ConsoleEvent[] = [];
  const warnings: string[] = [];
  const notifying = createNotifying({
    file: join(dataDir, 'receivers.json'),
    store,
    events: { publish: (event) => events.push(event), readers: () => pages },
    externalUrl: () => 'http://127.0.0.1:4400',
    log: { warn: (message) => warnings.push(message) },
  });
  const stopAll = await startAll(notifying.services, (error) => expect.unreachable(String(error)));
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await stopAll();
    store.close();
  };
  cleanUps.push(stop);
  const { handlers, sink: alerts } = notifying;
  await handlers.setNotificationSettings({ settings: quick });
  const deliveries = async () => (await handlers.deliveries({ limit: 50 })).deliveries;
  return { handlers, alerts, stop, events, warnings, deliveries };
}

const alert = (name: string, endsInMs = 60_000) => ({
  labels: { alertname: name, job: 'food11' },
  annotations: { summary: `${name} fires` },
  startsAtMs: Date.now() - 1_000,
  endsAtMs: Date.now() + endsInMs,
  generatorUrl: 'http://127.0.0.1:4400/explore',
});
const heard = () => sink.received.map(({ body }) => body as { status: string; groupLabels: Record<string, string> });

it('has a desktop to tell and nobody else, at first', async () => {
  const { handlers } = await start();
  const { receivers } = await handlers.receivers({});
  expect(receivers.map(({ name, kind, enabled }) => [name, kind, enabled])).toEqual([['Desktop', 'desktop', true]]);
});

it('tells a receiver of alerts, logs that it did, and tells no page its secrets', async () => {
  const { handlers, alerts, deliveries, events } = await start();
  const { receiver } = await handlers.setReceiver({ name: 'hook', receiver: webhook() });
  expect(JSON.stringify(receiver)).not.toContain('secret-path');
  expect(readFileSync(join(dir, 'receivers.json'), 'utf8')).toContain('secret-path');
  alerts.receive([alert('Service down')]);
  await expect.poll(() => heard().length).toBe(1);
  expect(heard()[0]).toMatchObject({ status: 'firing', groupLabels: { alertname: 'Service down' } });
  await expect
    .poll(async () => (await deliveries()).find((each) => each.receiver === 'hook'))
    .toMatchObject({
      state: 'delivered',
      attempts: 1,
      note: null,
      groupKey: '{}:{alertname="Service down"}',
      alertCount: 1,
      alerts: [{ status: 'firing', labels: { alertname: 'Service down', job: 'food11' } }],
    });
  alerts.receive([alert('Service down', -1)]);
  await expect.poll(() => heard().map(({ status }) => status), { timeout: 5_000 }).toEqual(['firing', 'resolved']);
  expect(events).toContainEqual({ type: 'notifications' });
});

describe('a receiver that is down', () => {
  it('gets what it missed after a restart, in order, and the others do not wait for it', async () => {
    const first = await start();
    const dead = sink.url;
    const port = Number(new URL(dead).port);
    await sink.close();
    const other = await startHttpSink();
    cleanUps.push(other.close);
    await first.handlers.setReceiver({ name: 'dead', receiver: webhook(`${dead}/hook`) });
    await first.handlers.setReceiver({ name: 'live', receiver: webhook(`${other.url}/hook`) });
    first.alerts.receive([alert('Service down')]);
    await expect.poll(() => other.received.length).toBe(1);
    first.alerts.receive([alert('Service down', -1)]);
    await expect.poll(() => other.received.length, { timeout: 5_000 }).toBe(2);
    const { receiver } = await first.handlers.receiver({ name: 'dead' });
    expect(receiver.health).toMatchObject({ waiting: 2, lastError: `Nothing listens at 127.0.0.1:${port}.` });
    await first.stop();

    sink = await startHttpSink(port);
    const second = await start();
    await expect.poll(() => heard().map(({ status }) => status), { timeout: 5_000 }).toEqual(['firing', 'resolved']);
    await expect.poll(async () => (await second.handlers.receiver({ name: 'dead' })).receiver.health.waiting).toBe(0);
    expect(other.received).toHaveLength(2);
  });

  it('gets what it missed after a crash as well', async () => {
    sink.answer = (response) => void response.writeHead(503).end();
    const { handlers, alerts, deliveries } = await start();
    await handlers.setReceiver({ name: 'hook', receiver: webhook() });
    alerts.receive([alert('Service down')]);
    await expect.poll(async () => (await deliveries()).find(({ receiver }) => receiver === 'hook')?.attempts).toBe(1);
    // What a process that was killed now would leave behind.
    const left = mkdtempSync(join(tmpdir(), 'telltale-crashed-'));
    cleanUps.push(async () => rmSync(left, { recursive: true }));
    cpSync(dir, left, { recursive: true });
    sink.answer = (response) => void response.end();
    const after = await start({ dataDir: left });
    const state = async () => (await after.deliveries()).find(({ receiver }) => receiver === 'hook')?.state;
    await expect.poll(state).toBe('delivered');
    expect(heard().at(-1)).toMatchObject({ status: 'firing', groupLabels: { alertname: 'Service down' } });
  });

  it('and is removed takes what waits along, and the log says so', async () => {
    const { handlers, alerts, deliveries } = await start();
    sink.answer = (response) => void response.writeHead(503).end();
    await handlers.setReceiver({ name: 'hook', receiver: webhook() });
    alerts.receive([alert('Service down')]);
    await expect.poll(() => heard().length).toBe(1);
    await expect.poll(async () => (await deliveries())[0]!.attempts).toBe(1);
    await handlers.removeReceiver({ name: 'hook' });
    const [row] = (await deliveries()).filter(({ receiver }) => receiver === 'hook');
    expect(row).toMatchObject({ state: 'dropped', note: 'The receiver was removed.' });
    expect(() => handlers.receiver({ name: 'hook' })).toThrow(/no receiver "hook"/);
  });
});

it('does not tell again after a restart of what still fires, and tells of what ended meanwhile', async () => {
  const first = await start();
  await first.handlers.setReceiver({ name: 'hook', receiver: webhook() });
  first.alerts.receive([alert('Service down')]);
  await expect.poll(() => heard().length).toBe(1);
  await first.stop();
  const second = await start();
  second.alerts.receive([alert('Service down')]);
  second.alerts.receive([alert('Service down', -1)]);
  await expect.poll(() => heard().map(({ status }) => status), { timeout: 5_000 }).toEqual(['firing', 'resolved']);
});

it('says nothing of what is silenced, and speaks once the silence is ended', async () => {
  const { handlers, alerts } = await start();
  await handlers.setReceiver({ name: 'hook', receiver: webhook() });
  const { silence } = await handlers.addSilence({
    matchers: [{ name: 'alertname', op: '=~', value: 'Service.*' }],
    comment: 'A load test',
    createdBy: 'Ada',
    startsAtMs: Date.now(),
    endsAtMs: Date.now() + 60_000,
  });
  alerts.receive([alert('Service down'), alert('High CPU')]);
  await expect.poll(() => heard().length).toBe(1);
  expect(heard()[0]!.groupLabels).toEqual({ alertname: 'High CPU' });
  await handlers.endSilence({ id: silence.id });
  await expect.poll(() => heard().length, { timeout: 5_000 }).toBe(2);
  expect(heard()[1]!.groupLabels).toEqual({ alertname: 'Service down' });
});

describe('the test button', () => {
  it('sends one alert on the way all alerts go', async () => {
    const { handlers, deliveries } = await start();
    await handlers.setReceiver({ name: 'hook', receiver: webhook() });
    const { delivery } = await handlers.testReceiver({ name: 'hook' });
    expect(delivery).toMatchObject({ state: 'delivered', isTest: true, attempts: 1, note: null });
    expect(heard()).toMatchObject([{ status: 'firing', groupLabels: { alertname: 'TelltaleTest' } }]);
    expect(await deliveries()).toEqual([delivery]);
  });

  it('says why it did not arrive, once, and leaves nothing waiting', async () => {
    const { handlers, deliveries } = await start();
    sink.answer = (response) => void response.writeHead(500).end('out of order');
    await handlers.setReceiver({ name: 'hook', receiver: webhook() });
    const { delivery } = await handlers.testReceiver({ name: 'hook' });
    expect(delivery).toMatchObject({ state: 'failed', isTest: true });
    expect(delivery.note).toMatch(/500 Internal Server Error: out of order/);
    expect(await deliveries()).toHaveLength(1);
    expect(heard()).toHaveLength(1);
  });
});

it('tries a refused alert again at the next interval, as a person may have mended the receiver', async () => {
  const { handlers, alerts } = await start();
  sink.answer = (response) => void response.writeHead(heard().length === 1 ? 404 : 200).end();
  await handlers.setReceiver({ name: 'hook', receiver: webhook() });
  alerts.receive([alert('Service down')]);
  await expect.poll(() => heard().length, { timeout: 5_000 }).toBe(2);
});
