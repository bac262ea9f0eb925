import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Receiver, ReceiverChange } from '../../shared/index.ts';
import { openReceiversFile } from './receivers-file.ts';
import { applyChange, hideSecrets } from './secrets.ts';

const health = { waiting: 0, lastDeliveredAtMs: null, lastError: null };
const token = 'T0245/B0923/xoxbMi1zZWNyZXQtdG9rZW4';
const slack = Receiver.parse({ name: 'chat', kind: 'slack', url: `https://hooks.example.org/services/${token}` });
const mail = Receiver.parse({
  name: 'mail',
  kind: 'email',
  host: 'smtp.example.org',
  port: 587,
  security: 'starttls',
  username: 'me',
  password: 'correct horse battery',
  from: 'me@example.org',
  to: ['you@example.org'],
});
const change = (given: object) => ReceiverChange.parse(given);
const changeOf = ({ name: _, ...rest }: Receiver) => rest;

describe('what the page gets', () => {
  it('has no secret in it, and enough to tell one from another', () => {
    for (const receiver of [slack, mail]) {
      const text = JSON.stringify(hideSecrets(receiver, health));
      expect(text).not.toMatch(/xoxb|horse/);
    }
    expect(hideSecrets(slack, health).hidden).toEqual({
      url: 'https://hooks.example.org/…b2tlbg'.replace('b2tlbg', token.slice(-4)),
    });
    expect(hideSecrets(mail, health)).toMatchObject({ username: 'me', hidden: { password: '••••••••' } });
  });

  it('shows nothing of a short path, of a query or of credentials in an address', () => {
    const urlOf = (url: string) =>
      hideSecrets(Receiver.parse({ name: 'w', kind: 'webhook', url }), health).hidden['url'];
    expect(urlOf('http://127.0.0.1:5001')).toBe('http://127.0.0.1:5001');
    expect(urlOf('http://127.0.0.1:5001/hook')).toBe('http://127.0.0.1:5001/…');
    expect(urlOf('https://me:secret@example.org/?key=1234567')).toBe('https://example.org/…');
  });
});

describe('a change', () => {
  it('keeps the secrets it leaves out and replaces those it names', () => {
    const { url: _, ...rest } = changeOf(slack) as Extract<ReceiverChange, { kind: 'slack' }>;
    expect(applyChange('chat', slack, change({ ...rest, channel: '#ops' }))).toEqual({ ...slack, channel: '#ops' });
    const renewed = applyChange('mail', mail, change({ ...changeOf(mail), password: 'new' }));
    expect(renewed).toMatchObject({ password: 'new' });
    expect(applyChange('mail', mail, change({ ...changeOf(mail), username: null, password: null }))).toMatchObject({
      password: null,
    });
  });

  it('does not take a kept password along to another server, nor a header to another host', () => {
    const { password: _, ...rest } = changeOf(mail) as Extract<ReceiverChange, { kind: 'email' }>;
    expect(() => applyChange('mail', mail, change({ ...rest, host: 'smtp.evil.example' }))).toThrow(
      /enter the password .* anew/,
    );
    const hook = Receiver.parse({ name: 'w', kind: 'webhook', url: 'https://a.example/x', authorization: 'Bearer t' });
    expect(() => applyChange('w', hook, change({ kind: 'webhook', url: 'https://b.example/x' }))).toThrow(/anew/);
    expect(applyChange('w', hook, change({ kind: 'webhook', url: 'https://a.example/y' }))).toMatchObject({
      authorization: 'Bearer t',
    });
  });

  it('is refused with the reason where something is missing or a password would go in the clear', () => {
    expect(() => applyChange('w', null, change({ kind: 'webhook' }))).toThrow(
      'The receiver "w" was not saved: it needs an address.',
    );
    expect(() => applyChange('m', null, change({ ...changeOf(mail), security: 'none' }))).toThrow(/over TLS only/);
    expect(() => applyChange('m', null, change({ ...changeOf(mail), password: null }))).toThrow(/needs a password/);
  });

  it.each([
    [{ kind: 'webhook', url: 'file:///etc/passwd' }, /http or https/],
    [{ kind: 'webhook', url: 'not an address' }, /http or https/],
    [{ kind: 'webhook', url: 'http://a', authorization: 'x\r\nHost: b' }, /ASCII/],
    [{ kind: 'webhook', url: 'http://a', matchers: [{ name: 'job', op: '=~', value: '(' }] }, /./],
    [{ ...changeOf(mail), to: [] }, /at least one/],
    [{ ...changeOf(mail), from: 'a@b\r\nBcc: c@d' }, /name@example.org/],
    [{ ...changeOf(mail), port: 0 }, /./],
  ])('that cannot be right is refused: %j', (given, message) => {
    expect(ReceiverChange.safeParse(given).error?.message).toMatch(message);
  });
});

describe('the file', () => {
  let dir: string;
  const warnings: string[] = [];
  const open = () => openReceiversFile(join(dir, 'receivers.json'), { warn: (message) => warnings.push(message) });
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'telltale-receivers-'));
    warnings.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('begins with the desktop alone, and is not written before something changes', () => {
    expect(
      open()
        .list()
        .map(({ kind, enabled }) => [kind, enabled]),
    ).toEqual([['desktop', true]]);
    expect(existsSync(join(dir, 'receivers.json'))).toBe(false);
  });

  it('keeps what was put in', () => {
    const file = open();
    file.put(slack);
    file.put({ ...slack, enabled: false });
    file.remove('Desktop');
    expect(open().list()).toEqual([{ ...slack, enabled: false }]);
    expect(() => open().remove('Desktop')).toThrow(/no receiver "Desktop"/);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone, whatever it was before', () => {
    writeFileSync(join(dir, 'receivers.json'), '{"version": 1, "receivers": []}', { mode: 0o644 });
    const mode = () => statSync(join(dir, 'receivers.json')).mode & 0o777;
    const file = open();
    expect(mode()).toBe(0o600);
    file.put(slack);
    expect(mode()).toBe(0o600);
  });

  it('that cannot be read is set aside, not overwritten', () => {
    writeFileSync(join(dir, 'receivers.json'), '{"version": 1, "receivers": [{"kind": "pigeon"}]}');
    open().put(slack);
    const aside = readdirSync(dir).find((name) => name.includes('unreadable'))!;
    expect(readFileSync(join(dir, aside), 'utf8')).toContain('pigeon');
    expect(warnings[0]).toMatch(/could not be read and were kept as/);
  });
});
