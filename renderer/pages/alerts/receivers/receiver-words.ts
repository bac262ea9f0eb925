import type { ReceiverKind, ReceiverView } from '../../../../core/shared/index.ts';
import type { Tone } from '../../../controls/index.ts';

export const kindWords: Record<ReceiverKind, { name: string; about: string }> = {
  desktop: { name: 'Desktop', about: 'A notification on this desktop, while a page of the console is open.' },
  webhook: { name: 'Webhook', about: "JSON as Alertmanager's webhook sends it, version 4." },
  slack: { name: 'Slack', about: 'An incoming webhook of Slack, Mattermost, Rocket.Chat or Discord (/slack).' },
  email: { name: 'E-mail', about: 'By SMTP, as text and HTML.' },
  alertmanager: {
    name: 'Alertmanager',
    about: 'Every alert as Prometheus would send it: grouping and silences are done there.',
  },
};

/** Where a receiver's messages go, as far as that may be seen. */
export function placeText(view: ReceiverView): string {
  switch (view.kind) {
    case 'desktop':
      return kindWords.desktop.about;
    case 'email':
      return `${view.to.join(', ')} by ${view.host}:${view.port}`;
    case 'slack':
      return view.channel === null ? view.hidden['url']! : `${view.channel} at ${view.hidden['url']}`;
    default:
      return view.hidden['url']!;
  }
}

/** How delivering goes, in a word. */
export function healthWords({ enabled, health }: Pick<ReceiverView, 'enabled' | 'health'>): {
  tone: Tone;
  text: string;
} {
  const { waiting, lastError, lastDeliveredAtMs } = health;
  if (!enabled) return { tone: 'idle', text: 'Off' };
  if (waiting > 0 && lastError === null) return { tone: 'warn', text: 'Sending' };
  if (waiting > 0) return { tone: 'bad', text: waiting === 1 ? '1 message waits' : `${waiting} messages wait` };
  if (lastError !== null) return { tone: 'bad', text: 'Last message failed' };
  return lastDeliveredAtMs === null ? { tone: 'idle', text: 'Nothing sent yet' } : { tone: 'ok', text: 'Delivering' };
}
