import {
  type LabelMatcher,
  ReceiverChange,
  type ReceiverKind,
  ReceiverName,
  type ReceiverView,
} from '../../../../core/shared/index.ts';
import { faultsByField } from '../text-field.tsx';

/** What stands in the form: text as typed. Secrets begin empty; one that is kept stays so while its field is empty. */
export interface ReceiverDraft {
  name: string;
  kind: ReceiverKind;
  enabled: boolean;
  sendResolved: boolean;
  matchers: LabelMatcher[];
  url: string;
  sendsHeader: boolean;
  authorization: string;
  channel: string;
  host: string;
  port: string;
  security: 'tls' | 'starttls' | 'none';
  signsIn: boolean;
  username: string;
  password: string;
  from: string;
  to: string;
}

const emptyDraft: ReceiverDraft = {
  name: '',
  kind: 'webhook',
  enabled: true,
  sendResolved: true,
  matchers: [],
  url: '',
  sendsHeader: false,
  authorization: '',
  channel: '',
  host: '',
  port: '587',
  security: 'starttls',
  signsIn: true,
  username: '',
  password: '',
  from: '',
  to: '',
};

/** The form as it opens: empty, or with what may be seen of a receiver. */
export function draftOf(view: ReceiverView | null): ReceiverDraft {
  if (view === null) return emptyDraft;
  const { name, kind, enabled, matchers, hidden } = view;
  const common = {
    ...emptyDraft,
    name,
    kind,
    enabled,
    matchers: [...matchers],
    sendsHeader: 'authorization' in hidden,
  };
  const withResolved = 'sendResolved' in view ? { ...common, sendResolved: view.sendResolved } : common;
  if (view.kind === 'slack') return { ...withResolved, channel: view.channel ?? '' };
  if (view.kind !== 'email') return withResolved;
  const { host, port, security, username, from, to } = view;
  const signsIn = username !== null;
  return {
    ...withResolved,
    host,
    port: String(port),
    security,
    signsIn,
    username: username ?? '',
    from,
    to: to.join(', '),
  };
}

export type Checked = { change: ReceiverChange; faults: null } | { change: null; faults: Record<string, string> };

/** The change that a form asks for, or what is wrong with it, by field. `hidden`: secrets that are kept already. */
export function checkDraft(draft: ReceiverDraft, hidden: Readonly<Record<string, string>>): Checked {
  const change = ReceiverChange.safeParse(wantedOf(draft));
  const name = ReceiverName.safeParse(draft.name);
  const faults = faultsByField(change.error);
  if (name.error) faults['name'] = draft.name.trim() === '' ? 'a name is needed' : name.error.issues[0]!.message;
  if ('url' in addressed(draft) && draft.url.trim() === '' && !('url' in hidden))
    faults['url'] = 'an address is needed';
  const missing = (field: 'password' | 'authorization', is: boolean) => {
    if (is && draft[field].trim() === '' && !(field in hidden))
      faults[field] = field === 'password' ? 'a password is needed' : 'it is empty';
  };
  missing('authorization', draft.sendsHeader && (draft.kind === 'webhook' || draft.kind === 'alertmanager'));
  missing('password', draft.signsIn && draft.kind === 'email');
  if (draft.kind === 'email' && draft.signsIn && draft.username === '') faults['username'] = 'a user name is needed';
  return change.success && Object.keys(faults).length === 0
    ? { change: change.data, faults: null }
    : { change: null, faults };
}

const addressed = ({ kind, url }: ReceiverDraft) => (kind === 'email' || kind === 'desktop' ? {} : { url });

/** Left out, a secret stays as it was; null removes it. */
const secret = (isWanted: boolean, text: string): string | null | undefined => {
  if (!isWanted) return null;
  return text.trim() === '' ? undefined : text;
};

function wantedOf(draft: ReceiverDraft): unknown {
  const { kind, enabled, matchers, sendResolved } = draft;
  const grouped = { kind, enabled, matchers, sendResolved };
  const url = draft.url.trim() === '' ? undefined : draft.url;
  const authorization = secret(draft.sendsHeader, draft.authorization);
  switch (kind) {
    case 'webhook':
      return { ...grouped, url, authorization };
    case 'alertmanager':
      return { kind, enabled, matchers, url, authorization };
    case 'slack':
      return { ...grouped, url, channel: draft.channel.trim() === '' ? null : draft.channel };
    case 'email': {
      const { host, security, from, signsIn } = draft;
      const to = draft.to.split(/[\s,;]+/).filter((address) => address !== '');
      const port = /^\d+$/.test(draft.port.trim()) ? Number(draft.port) : NaN;
      const username = signsIn && draft.username !== '' ? draft.username : null;
      return { ...grouped, host, port, security, from, to, username, password: secret(signsIn, draft.password) };
    }
    default:
      return grouped;
  }
}

/** A receiver as it is, to be sent back with one thing changed; its secrets stay where they are. */
export function changeOf(view: ReceiverView): ReceiverChange {
  const { name: _, hidden: _hidden, health: _health, ...rest } = view;
  return rest;
}
