import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConsoleEvent, Receiver } from '../../../shared/index.ts';
import { toGroupMessage } from '../group-message.ts';
import { toKnown } from '../known-alert.ts';
import type { OutgoingMessage } from '../outgoing-message.ts';
import { startHttpSink } from '../testing/http-sink.ts';
import { alertOf } from '../testing/memory.ts';
import { createDesktop } from './desktop.ts';
import { createHttpPost } from './http-post.ts';
import { createSend } from './index.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const nowMs = Date.UTC(2026, 10, 20, 10, 30, 15);
const grouped = { enabled: true, sendResolved: true, matchers: [] };
const signal = new AbortController().signal;

/** Two alerts of one group, one of them over. */
function outgoing(): OutgoingMessage {
  const labels = { alertname: 'High latency', job: 'food11' };
  const annotations = { summary: 'p95 above 200 ms <b>&', description: 'Since the last deployment.' };
  const alerts = [
    alertOf({ ...labels, instance: 'a' }, nowMs - 60_000, { annotations }),
    alertOf({ ...labels, instance: 'b' }, nowMs - 120_000, { annotations, endsAtMs: nowMs - 30_000 }),
  ];
  const facts = { receiver: 'r', groupLabels: { alertname: 'High latency' }, externalUrl: 'http://127.0.0.1:4400' };
  return {
    kind: 'group',
    message: toGroupMessage(
      alerts.map((alert) => toKnown(alert, nowMs)),
      facts,
      nowMs,
    ),
  };
}

function sender(pages = { count: () => 0, show: (): void => {} } as Parameters<typeof createDesktop>[0]) {
  const http = createHttpPost();
  cleanUps.push(() => http.close());
  const desktop = createDesktop(pages, { answerMs: 200 });
  return { send: createSend({ http, desktop }), desktop };
}

describe('a Slack-compatible webhook', () => {
  it('gets one attachment with what fires and what has ended, its characters of meaning escaped', async () => {
    const sink = await startHttpSink();
    cleanUps.push(sink.close);
    const receiver: Receiver = {
      name: 'chat',
      kind: 'slack',
      ...grouped,
      url: `${sink.url}/services/x`,
      channel: '#ops',
    };
    expect(await sender().send(receiver, outgoing(), signal)).toEqual({ ok: true, note: null });
    expect(sink.received[0]!.body).toEqual({
      username: 'Telltale',
      channel: '#ops',
      attachments: [
        {
          color: 'danger',
          title: '[FIRING:1] High latency (food11)',
          title_link: 'http://127.0.0.1:4400/alerts',
          fallback: '[FIRING:1] High latency (food11)',
          text: [
            '*Firing*: p95 above 200 ms &lt;b&gt;&amp; Since the last deployment.\ninstance=a, since 2026-11-20 10:29:15 UTC',
            '*Resolved*: p95 above 200 ms &lt;b&gt;&amp; Since the last deployment.\ninstance=b, since 2026-11-20 10:28:15 UTC, ended 2026-11-20 10:29:45 UTC',
          ].join('\n\n'),
          mrkdwn_in: ['text'],
        },
      ],
    });
  });
});

interface Mail {
  from: string;
  to: string[];
  secure: boolean;
  user: unknown;
  text: string;
}

/** A mail server on a loopback port; `url` is where, `mails` what came. */
async function startMailServer(options: SMTPServerOptions): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
          text: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // clients that turn away are part of these tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

const mailTo = (port: number, more: Partial<Extract<Receiver, { kind: 'email' }>> = {}): Receiver => ({
  name: 'mail',
  kind: 'email',
  ...grouped,
  host: '127.0.0.1',
  port,
  security: 'none',
  username: null,
  password: null,
  from: 'telltale@example.org',
  to: ['ada@example.org', 'alan@example.org'],
  ...more,
});

/** Header fields and the decoded parts of a mail as it stood on the wire. */
function readMail(text: string): { headers: string; plain: string; html: string } {
  const [headers, ...rest] = text.split('\r\n\r\n');
  const boundary = /boundary="(.+?)"/.exec(headers!)![1]!;
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const partOf = (type: string) => {
    const [head, ...body] = parts.find((part) => part.includes(type))!.split('\r\n\r\n');
    const raw = body.join('\r\n\r\n');
    if (/base64/i.test(head!)) return Buffer.from(raw, 'base64').toString();
    if (!/quoted-printable/i.test(head!)) return raw;
    return raw
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  };
  return { headers: headers!, plain: partOf('text/plain'), html: partOf('text/html') };
}

describe('e-mail', () => {
  it('arrives at everybody it is meant for, as text and as HTML in which nothing of an alert is markup', async () => {
    const { port, mails } = await startMailServer({ authOptional: true, disabledCommands: ['STARTTLS'] });
    expect(await sender().send(mailTo(port), outgoing(), signal)).toEqual({ ok: true, note: null });
    const { from, to, text } = mails[0]!;
    expect({ from, to }).toEqual({ from: 'telltale@example.org', to: ['ada@example.org', 'alan@example.org'] });
    const { headers, plain, html } = readMail(text);
    expect(headers).toContain('Subject: [FIRING:1] High latency (food11)');
    expect(headers).toMatch(/From: "?Telltale"? <telltale@example\.org>/);
    expect(plain).toContain('1 FIRING');
    expect(plain).toContain('p95 above 200 ms <b>&\r\nSince the last deployment.');
    expect(plain).toContain('instance = b');
    expect(html).toContain('p95 above 200 ms &lt;b&gt;&amp;');
  });

  it('signs in when it has a password', async () => {
    const { port, mails } = await startMailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('wrong password')),
    });
    const { send } = sender();
    expect(await send(mailTo(port, { username: 'me', password: 'right' }), outgoing(), signal)).toMatchObject({
      ok: true,
    });
    expect(mails[0]!.user).toBe('me');
    const refused = await send(mailTo(port, { username: 'me', password: 'wrong' }), outgoing(), signal);
    expect(refused).toMatchObject({ ok: false, retry: false });
    expect(refused.note).toMatch(/535/);
  });

  it('is not sent in the clear where STARTTLS is wanted and not offered', async () => {
    const { port, mails } = await startMailServer({ authOptional: true, disabledCommands: ['STARTTLS'] });
    expect(await sender().send(mailTo(port, { security: 'starttls' }), outgoing(), signal)).toMatchObject({
      ok: false,
    });
    expect(mails).toEqual([]);
  });

  it.each(['starttls', 'tls'] as const)(
    'is not sent by %s to a server that cannot prove who it is',
    async (security) => {
      // The certificate that the server brings along is signed by nobody.
      const { port, mails } = await startMailServer({ authOptional: true, secure: security === 'tls' });
      const outcome = await sender().send(mailTo(port, { security }), outgoing(), signal);
      expect(outcome).toMatchObject({ ok: false });
      expect(outcome.note).toMatch(/certificate/i);
      expect(mails).toEqual([]);
    },
  );

  it.each([
    [451, true],
    [550, false],
  ])('a refusal with %d is tried again: %s', async (responseCode, retry) => {
    const { port } = await startMailServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('not now'), { responseCode })),
    });
    expect(await sender().send(mailTo(port), outgoing(), signal)).toMatchObject({ ok: false, retry });
  });

  it('that reaches some of them says whom it did not reach', async () => {
    const { port } = await startMailServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('alan') ? new Error('who?') : null),
    });
    const outcome = await sender().send(mailTo(port), outgoing(), signal);
    expect(outcome).toEqual({ ok: true, note: '127.0.0.1 refused alan@example.org; the others got it.' });
  });

  it('is tried again when no server is there', async () => {
    const sink = await startHttpSink();
    const port = Number(new URL(sink.url).port);
    await sink.close();
    const outcome = await sender().send(mailTo(port), outgoing(), signal);
    expect(outcome).toEqual({ ok: false, retry: true, note: `Nothing listens at 127.0.0.1:${port}.` });
  });
});

describe('the desktop', () => {
  const receiver: Receiver = { name: 'Desktop', kind: 'desktop', ...grouped };
  type NoticeEvent = Extract<ConsoleEvent, { type: 'notice' }>;

  /** A page that answers what it was asked to show. */
  function page(answer: (desktop: ReturnType<typeof createDesktop>, id: string) => void) {
    const shown: Omit<NoticeEvent, 'type'>[] = [];
    const { send, desktop } = sender({
      count: () => 1,
      show(id, notice, tag) {
        shown.push({ id, notice, tag });
        answer(desktop, id);
      },
    });
    return { shown, send };
  }

  it('shows it through a page, and counts as told once the page says so', async () => {
    const { shown, send } = page((desktop, id) => desktop.answer(id, { how: 'system' }));
    expect(await send(receiver, outgoing(), signal)).toEqual({ ok: true, note: null });
    expect(shown[0]).toMatchObject({
      notice: { title: '[FIRING:1] High latency (food11)', body: 'p95 above 200 ms <b>&' },
      tag: '{}:{alertname="High latency"}',
    });
  });

  it('waits for a page while none is open, and while the one that is shows nothing', async () => {
    expect(await sender().send(receiver, outgoing(), signal)).toMatchObject({ ok: false, retry: true });
    const silent = page(() => {});
    expect(await silent.send(receiver, outgoing(), signal)).toMatchObject({ ok: false, retry: true });
    const refusing = page((desktop, id) => desktop.answer(id, { how: 'none', reason: 'Not allowed.' }));
    expect(await refusing.send(receiver, outgoing(), signal)).toMatchObject({ retry: true, note: 'Not allowed.' });
  });

  it('takes the page that shows it over the one that cannot', async () => {
    const both = page((desktop, id) => {
      desktop.answer(id, { how: 'none', reason: 'Not allowed.' });
      desktop.answer(id, { how: 'page' });
    });
    expect(await both.send(receiver, outgoing(), signal)).toMatchObject({ ok: true });
  });
});
