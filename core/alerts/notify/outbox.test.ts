import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from './outgoing-message.ts';
import { createOutbox } from './outbox.ts';
import { toGroupMessage } from './group-message.ts';
import { toKnown } from './known-alert.ts';
import type { SendOutcome } from './senders/sender.ts';
import { alertOf, memoryDeliveries } from './testing/memory.ts';

const startMs = 1_800_000_000_000;
const refused: SendOutcome = { ok: false, retry: false, note: 'no' };
const down: SendOutcome = { ok: false, retry: true, note: 'down' };
const ok: SendOutcome = { ok: true, note: null };

const message = (name: string, status: 'firing' | 'resolved' = 'firing'): OutgoingMessage => {
  const alert = toKnown(
    alertOf({ alertname: name }, startMs, { endsAtMs: startMs + (status === 'firing' ? 1e9 : 0) }),
    startMs,
  );
  const facts = { receiver: 'r', groupLabels: { alertname: name }, externalUrl: '' };
  return { kind: 'group', message: toGroupMessage([alert], facts, startMs) };
};
const nameOf = (outgoing: OutgoingMessage) =>
  outgoing.kind === 'group'
    ? `${outgoing.message.status === 'firing' ? '' : '-'}${outgoing.message.groupLabels['alertname']}`
    : outgoing.alerts.map(({ labels }) => labels['alertname']).join('+');

let nowMs = startMs;
let answers: (receiver: string, name: string) => SendOutcome | Promise<SendOutcome>;
let sent: string[];
let lost: string[];
let queue: ReturnType<typeof memoryDeliveries>;
beforeEach(() => {
  nowMs = startMs;
  answers = () => ok;
  sent = [];
  lost = [];
  queue = memoryDeliveries();
});

function open(limit?: number) {
  const outbox = createOutbox({
    queue,
    async send(receiver, outgoing) {
      sent.push(`${receiver} ${nameOf(outgoing)}`);
      return answers(receiver, nameOf(outgoing));
    },
    onLost: (receiver, groupKey) => lost.push(`${receiver} ${groupKey}`),
    onAttempt: () => outbox.pump(),
    now: () => nowMs,
    random: () => 0.5,
    log: { warn: () => {} },
    ...(limit === undefined ? {} : { limit }),
  });
  outbox.open();
  return outbox;
}
const put = (
  outbox: ReturnType<typeof open>,
  receiver: string,
  name: string,
  { status = 'firing', latestOnly = false }: { status?: 'firing' | 'resolved'; latestOnly?: boolean } = {},
) => outbox.enqueue(receiver, { groupKey: name, message: message(name, status), latestOnly });
/** Lets everything that was begun come to its end. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};
const states = () =>
  queue.all().map(({ receiver, message: outgoing, state }) => `${receiver} ${nameOf(outgoing)} ${state}`);

describe('a receiver that does not answer', () => {
  it('is tried again with growing patience, and gets everything in order once it answers', async () => {
    answers = () => down;
    const outbox = open();
    put(outbox, 'r', 'A');
    put(outbox, 'r', 'A', { status: 'resolved' });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      outbox.pump();
      await settle();
      waits.push((outbox.dueAtMs() - nowMs) / 1000);
      nowMs = outbox.dueAtMs();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    answers = () => ok;
    outbox.pump();
    await settle();
    expect(sent.slice(-2)).toEqual(['r A', 'r -A']);
    expect(states()).toEqual(['r A delivered', 'r -A delivered']);
    expect(queue.all()[0]).toMatchObject({ attempts: 12, finishedAtMs: nowMs });
  });

  it('holds up no other', async () => {
    answers = (receiver) => (receiver === 'slow' ? new Promise(() => {}) : ok);
    const outbox = open();
    put(outbox, 'slow', 'A');
    put(outbox, 'quick', 'A');
    put(outbox, 'quick', 'B');
    outbox.pump();
    await settle();
    expect(states()).toEqual(['slow A waiting', 'quick A delivered', 'quick B delivered']);
  });

  it('is waited for across a restart', async () => {
    answers = () => down;
    const before = open();
    put(before, 'r', 'A');
    before.pump();
    await settle();
    await before.stop();
    answers = () => ok;
    const after = open();
    after.pump();
    await settle();
    expect(states()).toEqual(['r A delivered']);
  });

  it('that is just answering as Telltale stops is not asked again at the next start', async () => {
    const answer = Promise.withResolvers<SendOutcome>();
    answers = () => answer.promise;
    const before = open();
    put(before, 'r', 'A');
    put(before, 'r', 'B');
    before.pump();
    const stopped = before.stop();
    answer.resolve(ok);
    await stopped;
    expect(states()).toEqual(['r A delivered', 'r B waiting']);
  });

  it('asks for patience and gets it', async () => {
    answers = () => ({ ok: false, retry: true, note: 'busy', retryAfterMs: 90_000 });
    const outbox = open();
    put(outbox, 'r', 'A');
    outbox.pump();
    await settle();
    expect(outbox.dueAtMs() - nowMs).toBe(90_000);
  });
});

describe('a message', () => {
  it('that is refused is not tried again, holds up nothing, and was not told of', async () => {
    answers = (_, name) => (name === 'A' ? refused : ok);
    const outbox = open();
    put(outbox, 'r', 'A');
    put(outbox, 'r', 'B');
    outbox.pump();
    await settle();
    expect(states()).toEqual(['r A failed', 'r B delivered']);
    expect(lost).toEqual(['r A']);
  });

  it('that alone is not taken for now holds up no other group', async () => {
    answers = (_, name) => (name === 'A' ? down : ok);
    const outbox = open();
    put(outbox, 'r', 'A');
    put(outbox, 'r', 'A', { status: 'resolved' });
    put(outbox, 'r', 'B');
    outbox.pump();
    await settle();
    expect(states()).toEqual(['r A waiting', 'r -A waiting', 'r B delivered']);
  });

  it('that says what one waiting says already is not added', () => {
    const outbox = open();
    put(outbox, 'r', 'A');
    put(outbox, 'r', 'A');
    expect(states()).toEqual(['r A waiting']);
  });

  it('takes the place of what waits of its group, where only the latest is of use', () => {
    const outbox = open();
    put(outbox, 'r', 'A');
    put(outbox, 'r', 'A', { status: 'resolved', latestOnly: true });
    expect(states()).toEqual(['r A superseded', 'r -A waiting']);
  });
});

describe('a full line', () => {
  it('lets go of what a later message outdoes, and takes nothing that it has no room for', () => {
    const outbox = open(3);
    const taken = [
      put(outbox, 'r', 'A'),
      put(outbox, 'r', 'B'),
      put(outbox, 'r', 'B', { status: 'resolved' }),
      put(outbox, 'r', 'C'), // in the place of the first word on B
      put(outbox, 'r', 'D'),
      put(outbox, 'r', 'A', { status: 'resolved' }), // in the place of its own
    ];
    expect(taken).toEqual([true, true, true, true, false, true]);
    expect(states()).toEqual(['r A superseded', 'r B superseded', 'r -B waiting', 'r C waiting', 'r -A waiting']);
    expect(lost).toEqual([]);
  });
});

describe('alerts that are passed on', () => {
  it('go together with what still waits, each episode as it was spoken of last', async () => {
    answers = () => down;
    const outbox = open();
    const alert = (name: string, endsAtMs: number) => alertOf({ alertname: name }, startMs, { endsAtMs });
    outbox.forward('am', [alert('A', startMs + 60_000), alert('B', startMs + 60_000)]);
    outbox.pump();
    await settle();
    outbox.forward('am', [alert('A', startMs + 30_000)]);
    expect(queue.all()).toHaveLength(1);
    expect(queue.all()[0]!.message).toMatchObject({
      alerts: [{ endsAtMs: startMs + 30_000 }, { endsAtMs: startMs + 60_000 }],
    });
  });

  it('fill the log with news only', async () => {
    const outbox = open();
    for (const name of ['A', 'A', 'A', 'B']) {
      outbox.forward('am', [alertOf({ alertname: name }, startMs)]);
      outbox.pump();
      await settle();
    }
    expect(sent).toHaveLength(4);
    expect(states()).toEqual(['am A delivered', 'am B delivered']);
  });
});

it('gives up what waits for a receiver that is gone', () => {
  const outbox = open();
  put(outbox, 'r', 'A');
  put(outbox, 'other', 'A');
  outbox.giveUp('r', 'The receiver was removed.');
  expect(states()).toEqual(['r A dropped', 'other A waiting']);
});
