import { CodedError, Receiver, type ReceiverChange, type ReceiverKind, type ReceiverView } from '../../shared/index.ts';

/** Fields of a receiver that are never sent to the page: addresses carry tokens as often as passwords do. */
const secretFields: Record<ReceiverKind, readonly string[]> = {
  webhook: ['url', 'authorization'],
  slack: ['url'],
  email: ['password'],
  desktop: [],
  alertmanager: ['url', 'authorization'],
};

/** The least that stays unseen before an end of a secret is shown. */
const UNSEEN = 12;

/** The end of a long secret, to tell it from another; nothing of a short one. */
const tailOf = (secret: string): string => (secret.length >= UNSEEN + 4 ? `…${secret.slice(-4)}` : '…');

/** Scheme and host of an address, and the end of what follows: `https://hooks.slack.com/…9f3c`. */
function hideAddress(text: string): string {
  const url = new URL(text);
  const rest = `${url.pathname}${url.search}`.slice(1);
  return `${url.protocol}//${url.host}${rest === '' ? '' : `/${tailOf(rest)}`}`;
}

/** A receiver without its secrets, and for each it has what may be seen of it. */
export function hideSecrets(receiver: Receiver, health: ReceiverView['health']): ReceiverView {
  const fields = secretFields[receiver.kind];
  const entries = Object.entries(receiver);
  const hidden = entries
    .filter(([name, value]) => fields.includes(name) && typeof value === 'string')
    .map(([name, value]) => [name, name === 'url' ? hideAddress(value as string) : '••••••••']);
  return {
    ...Object.fromEntries(entries.filter(([name]) => !fields.includes(name))),
    hidden: Object.fromEntries(hidden),
    health,
  } as ReceiverView;
}

/** Where a secret may be sent; one that was kept does not move along to another place. */
function placeOf(receiver: Receiver): string | null {
  if (receiver.kind === 'email') return `${receiver.host}:${receiver.port} ${receiver.username ?? ''}`;
  return 'url' in receiver ? new URL(receiver.url).origin : null;
}

/**
 * The receiver that a change makes of the old one, if there was one: secrets that are left out stay. Throws
 * `receiver_incomplete` where something is missing, or a password or header would be sent to a new place or in the clear.
 */
export function applyChange(name: string, old: Receiver | null, change: ReceiverChange): Receiver {
  const refuse = (reason: string): never => {
    throw new CodedError('receiver_incomplete', { name, reason });
  };
  const kept = old !== null && old.kind === change.kind ? old : null;
  const stays = (field: string) => !(field in change) || change[field as keyof ReceiverChange] === undefined;
  const fields = secretFields[change.kind].filter(stays);
  const secrets = fields.map((field) => [field, kept?.[field as keyof Receiver] ?? null] as const);
  if (secrets.some(([field, value]) => field === 'url' && value === null)) return refuse('it needs an address');
  const receiver = Receiver.parse({ ...change, ...Object.fromEntries(secrets), name });
  const movesAlong = secrets.some(([field, value]) => field !== 'url' && value !== null);
  if (kept && movesAlong && placeOf(kept) !== placeOf(receiver)) {
    return refuse('the place it is sent to has changed, so enter the password or Authorization header anew');
  }
  if (receiver.kind === 'email') checkMail(receiver, refuse);
  return receiver;
}

function checkMail(receiver: Extract<Receiver, { kind: 'email' }>, refuse: (reason: string) => never): void {
  const { username, password, security, host } = receiver;
  if (password !== null && username === null) refuse('a password needs a user name');
  if (username !== null && password === null) refuse('a user name needs a password');
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host);
  if (password !== null && security === 'none' && !isHere)
    refuse('a password is sent over TLS only: choose TLS or STARTTLS');
}
