import { describe, expect, it } from 'vitest';
import { ReceiverView } from '../../../../core/shared/index.ts';
import { checkSettings, draftOfSettings } from './grouping-draft.ts';
import { changeOf, checkDraft, draftOf } from './receiver-draft.ts';
import { healthWords } from './receiver-words.ts';

const health = { waiting: 0, lastDeliveredAtMs: null, lastError: null };
const mail = ReceiverView.parse({
  name: 'On call',
  kind: 'email',
  host: 'smtp.example.org',
  port: 465,
  security: 'tls',
  username: 'me',
  from: 'me@example.org',
  to: ['ada@example.org', 'alan@example.org'],
  hidden: { password: '••••••••' },
  health,
});
const hook = ReceiverView.parse({ name: 'ops', kind: 'webhook', hidden: { url: 'https://a.example/…' }, health });

describe('a form that is opened and saved', () => {
  it.each([mail, hook])('changes nothing of $name, and sends none of its secrets', (view) => {
    const { change } = checkDraft(draftOf(view), view.hidden);
    // What JSON leaves out stays as it was.
    const sent = JSON.parse(JSON.stringify(change)) as Record<string, unknown>;
    expect(sent).not.toHaveProperty('url');
    expect(sent).not.toHaveProperty('password');
    expect(sent).toMatchObject(changeOf(view));
  });
});

describe('a form', () => {
  it('that is empty says what is needed, field by field', () => {
    const faultsOf = (kind: 'webhook' | 'email') => checkDraft({ ...draftOf(null), kind }, {}).faults;
    expect(faultsOf('webhook')).toEqual({ name: 'a name is needed', url: 'an address is needed' });
    expect(Object.keys(faultsOf('email')!).sort()).toEqual(['from', 'host', 'name', 'password', 'to', 'username']);
  });

  it('takes several addresses however they are set apart', () => {
    const draft = { ...draftOf(mail), to: 'a@x.org; b@x.org,\n c@x.org ' };
    expect(checkDraft(draft, mail.hidden).change).toMatchObject({ to: ['a@x.org', 'b@x.org', 'c@x.org'] });
  });

  it('removes what is switched off and keeps what is left empty', () => {
    const out = checkDraft({ ...draftOf(mail), signsIn: false }, mail.hidden).change;
    expect(out).toMatchObject({ username: null, password: null });
    const anew = checkDraft({ ...draftOf(mail), password: 'new' }, mail.hidden).change;
    expect(anew).toMatchObject({ username: 'me', password: 'new' });
  });
});

describe('the state of a receiver', () => {
  it.each([
    [{ enabled: false }, 'Off'],
    [{ enabled: true }, 'Nothing sent yet'],
    [{ enabled: true, lastDeliveredAtMs: 5 }, 'Delivering'],
    [{ enabled: true, waiting: 1 }, 'Sending'],
    [{ enabled: true, waiting: 2, lastError: 'down' }, '2 messages wait'],
    [{ enabled: true, lastDeliveredAtMs: 5, lastError: 'no' }, 'Last message failed'],
  ])('%j reads "%s"', ({ enabled, ...rest }, text) => {
    expect(healthWords({ enabled, health: { ...health, ...rest } }).text).toBe(text);
  });
});

describe('grouping', () => {
  const settings = {
    groupBy: ['alertname', 'job'],
    groupWaitMs: 5_000,
    groupIntervalMs: 90_000,
    repeatIntervalMs: 14_400_000,
  };

  it('is written as durations and read back the same', () => {
    const draft = draftOfSettings(settings);
    expect(draft).toEqual({
      groupBy: 'alertname, job',
      groupWaitMs: '5s',
      groupIntervalMs: '1m30s',
      repeatIntervalMs: '4h',
    });
    expect(checkSettings(draft).settings).toEqual(settings);
  });

  it('says what is wrong with it', () => {
    const draft = { ...draftOfSettings(settings), groupBy: 'a-b', groupWaitMs: 'soon', groupIntervalMs: '1ms' };
    expect(checkSettings(draft).faults).toEqual({
      groupBy: 'a label name, or ...',
      groupWaitMs: 'a duration such as 30s, 5m or 4h',
      groupIntervalMs: 'from a second to a day',
    });
  });
});
