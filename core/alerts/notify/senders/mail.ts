import { createTransport } from 'nodemailer';
import { reasonOf, type ReceiverOf } from '../../../shared/index.ts';
import type { GroupMessage, MessageAlert } from '../group-message.ts';
import { headlineOf, ownLabelsOf, restOf, sentencesOf, timesOf } from '../wording.ts';
import { explainNetworkError, quoteLine } from './network-error.ts';
import type { SendOutcome } from './sender.ts';

const TIMEOUT_MS = 10_000;
const MOST_LISTED = 50;

/** Sends one message by SMTP, a connection of its own each time. */
export async function sendMail(
  receiver: ReceiverOf<'email'>,
  message: GroupMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { host, port, security, username, password, from, to } = receiver;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    // Nothing in a message may make the mailer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error('Telltale is stopping'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const mail = { from: { name: 'Telltale', address: from }, to, subject: subjectOf(message), ...bodiesOf(message) };
    const { rejected } = await Promise.race([transport.sendMail(mail), cut]);
    const refused = rejected.map(String);
    return { ok: true, note: refused.length > 0 ? `${host} refused ${refused.join(', ')}; the others got it.` : null };
  } catch (error) {
    return refusalOf(error, `${host}:${port}`);
  } finally {
    signal.removeEventListener('abort', onAbort);
    transport.close();
  }
}

/** A subject is one line. */
const subjectOf = (message: GroupMessage): string => headlineOf(message).replace(/\s+/g, ' ').slice(0, 250);

/** A server that says 5xx has understood and refuses for good; 4xx and silence may pass. */
function refusalOf(error: unknown, server: string): SendOutcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const spoke = responseCode !== undefined || code === 'EAUTH' || code === 'ETLS' || code === 'EENVELOPE';
  if (!spoke) return { ok: false, retry: true, note: explainNetworkError(error, server, TIMEOUT_MS) };
  const isFinal = responseCode === undefined ? code === 'EAUTH' : responseCode >= 500;
  return { ok: false, retry: !isFinal, note: `${server}: ${quoteLine(reasonOf(error))}` };
}

function bodiesOf(message: GroupMessage): { text: string; html: string } {
  const listed = message.alerts.slice(0, MOST_LISTED);
  const rest = restOf(listed.length, message);
  const link = `${message.externalURL}/alerts`;
  const sections = (['firing', 'resolved'] as const).flatMap((status) => {
    const alerts = listed.filter((alert) => alert.status === status);
    return alerts.length > 0 ? [{ title: `${alerts.length} ${status}`, alerts }] : [];
  });
  const text = [
    ...sections.flatMap(({ title, alerts }) => [
      title.toUpperCase(),
      ...alerts.map((alert) => alertText(alert, message)),
    ]),
    ...(rest === null ? [] : [rest]),
    link,
  ];
  const html = [
    ...sections.flatMap(({ title, alerts }) => [
      `<h2>${title}</h2>`,
      ...alerts.map((alert) => alertHtml(alert, message)),
    ]),
    ...(rest === null ? [] : [`<p>${rest}</p>`]),
    `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
  ];
  return { text: `${text.join('\n\n')}\n`, html: `<div style="font-family:sans-serif">${html.join('\n')}</div>` };
}

function alertText(alert: MessageAlert, message: GroupMessage): string {
  const labels = ownLabelsOf(alert, message).map(([name, value]) => `  ${name} = ${value}`);
  return [...sentencesOf(alert), `  ${timesOf(alert)}`, ...labels].join('\n');
}

function alertHtml(alert: MessageAlert, message: GroupMessage): string {
  const [first, ...more] = sentencesOf(alert).map(escapeHtml);
  const labels = ownLabelsOf(alert, message).map(([name, value]) => `${escapeHtml(name)} = ${escapeHtml(value)}`);
  const small = [timesOf(alert), ...labels].join('<br>');
  return `<p><b>${first}</b>${more.map((sentence) => `<br>${sentence}`).join('')}<br><small>${small}</small></p>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
