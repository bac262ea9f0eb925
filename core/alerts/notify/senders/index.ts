import { reasonOf, unreachable } from '../../../shared/index.ts';
import { formatTime } from '../group-message.ts';
import type { OutgoingAlert } from '../../outgoing-alert.ts';
import type { Desktop } from './desktop.ts';
import type { HttpPost } from './http-post.ts';
import { sendMail } from './mail.ts';
import type { Send, SendOutcome } from './sender.ts';
import { toSlackMessage } from './slack-message.ts';

/** One way of sending for each kind of receiver. */
export function createSend({ http, desktop }: { http: HttpPost; desktop: Desktop }): Send {
  const sendOnce: Send = async (receiver, outgoing, signal) => {
    if (receiver.kind === 'alertmanager') {
      if (outgoing.kind !== 'forward') return changedKind;
      const { url, authorization } = receiver;
      return http.post(alertsAddress(url), outgoing.alerts.map(toPosted), { authorization, signal });
    }
    if (outgoing.kind !== 'group') return changedKind;
    const { message } = outgoing;
    switch (receiver.kind) {
      case 'webhook':
        return http.post(receiver.url, message, { authorization: receiver.authorization, signal });
      case 'slack':
        return http.post(receiver.url, toSlackMessage(message, receiver.channel), { signal });
      case 'email':
        return sendMail(receiver, message, signal);
      case 'desktop':
        return desktop.send(message, signal);
      default:
        return unreachable(receiver);
    }
  };
  return (receiver, outgoing, signal) =>
    sendOnce(receiver, outgoing, signal).catch((error: unknown) => ({
      ok: false,
      retry: false,
      note: reasonOf(error),
    }));
}

const changedKind: SendOutcome = {
  ok: false,
  retry: false,
  note: 'The receiver has become one of another kind since this message was made.',
};

/** What Prometheus posts to an Alertmanager. */
const toPosted = ({ labels, annotations, startsAtMs, endsAtMs, generatorUrl }: OutgoingAlert) => ({
  labels,
  annotations,
  startsAt: formatTime(startsAtMs),
  endsAt: formatTime(endsAtMs),
  generatorURL: generatorUrl,
});

/** The base address of an Alertmanager, with or without a path before its API. */
function alertsAddress(base: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/api\/v2(\/alerts)?$/, '')}/api/v2/alerts`;
  return url.href;
}
