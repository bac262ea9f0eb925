import { afterEach, describe, expect, it } from 'vitest';
import { NotificationSettings, type Receiver } from '../../shared/index.ts';
import { alertMemory, silenceMemory, toldMemory } from './memories.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { createSilenceBook } from './silence-book.ts';
import { alertOf, memoryDeliveries, memoryDocuments, memoryReceivers } from './testing/memory.ts';

const hook = (name: string): Receiver => ({
  name,
  kind: 'webhook',
  enabled: true,
  sendResolved: true,
  matchers: [],
  url: 'http://127.0.0.1/',
  authorization: null,
});

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

/** A notifier whose messages arrive in `heard`, on a clock that the test moves. */
async function start(): Promise<{ notifier: Notifier; heard: string[]; clock: { nowMs: number } }> {
  const clock = { nowMs: 1_800_000_000_000 };
  const documents = memoryDocuments();
  const heard: string[] = [];
  const settings = NotificationSettings.parse({ groupWaitMs: 0, groupIntervalMs: 1_000 });
  const notifier = createNotifier({
    receivers: memoryReceivers([hook('ops')]),
    settings: { get: () => settings, set: () => {} },
    silences: createSilenceBook(silenceMemory(documents)),
    alerts: alertMemory(documents),
    told: toldMemory(documents),
    deliveries: memoryDeliveries(),
    async send({ name }, outgoing: OutgoingMessage) {
      heard.push(`${name} ${outgoing.kind === 'group' ? outgoing.message.status : ''}`);
      return { ok: true, note: null };
    },
    together: (write) => write(),
    externalUrl: () => '',
    onChange: () => {},
    log: { warn: (message) => expect.unreachable(message) },
    now: () => clock.nowMs,
  });
  await notifier.start();
  stop = () => notifier.stop();
  return { notifier, heard, clock };
}

const labels = { alertname: 'Service down' };
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe('a sleep of the machine', () => {
  it('ends no alert that the rules had no time to speak of', async () => {
    const { notifier, heard, clock } = await start();
    notifier.receive([alertOf(labels, clock.nowMs, { endsAtMs: clock.nowMs + 240_000 })]);
    await settle();
    clock.nowMs += 8 * 3_600_000;
    notifier.hurry('webhook'); // whatever wakes it first
    await settle();
    // Told of again, as four hours are over, and not as ended.
    expect(heard).toEqual(['ops firing', 'ops firing']);
    clock.nowMs += 60_000;
    notifier.receive([alertOf(labels, clock.nowMs - 8 * 3_600_000, { endsAtMs: clock.nowMs - 1 })]);
    await settle();
    expect(heard.at(-1)).toBe('ops resolved');
  });
});

describe('a receiver', () => {
  it('that is added hears at once of what fires already', async () => {
    const { notifier, heard, clock } = await start();
    notifier.receive([alertOf(labels, clock.nowMs)]);
    clock.nowMs += 10_000;
    const { name: _, ...change } = hook('new');
    notifier.desk.set('new', change);
    await settle();
    expect(heard).toEqual(['ops firing', 'new firing']);
  });

  it('that was removed and is added again has heard of nothing', async () => {
    const { notifier, heard, clock } = await start();
    notifier.receive([alertOf(labels, clock.nowMs)]);
    await settle();
    notifier.desk.remove('ops');
    clock.nowMs += 10_000;
    const { name: _, ...change } = hook('ops');
    notifier.desk.set('ops', change);
    await settle();
    expect(heard).toEqual(['ops firing', 'ops firing']);
  });
});
