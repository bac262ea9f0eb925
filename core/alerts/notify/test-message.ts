import type { Receiver } from '../../shared/index.ts';
import { toGroupMessage } from './group-message.ts';
import { toKnown } from './known-alert.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

const LASTS_MS = 5 * 60_000;

/** What the test button sends: one alert, marked as a test, on the way all alerts go. */
export function testMessageFor(receiver: Receiver, externalUrl: string, nowMs: number): OutgoingMessage {
  const alert = {
    labels: { alertname: 'TelltaleTest', severity: 'none' },
    annotations: {
      summary: 'A test from Telltale',
      description: `Whoever reads this is told of alerts by the receiver "${receiver.name}".`,
    },
    startsAtMs: nowMs,
    endsAtMs: nowMs + LASTS_MS,
    generatorUrl: `${externalUrl}/alerts`,
  };
  if (receiver.kind === 'alertmanager') return { kind: 'forward', atMs: nowMs, alerts: [alert] };
  const facts = { receiver: receiver.name, groupLabels: { alertname: alert.labels.alertname }, externalUrl };
  return { kind: 'group', message: toGroupMessage([toKnown(alert, nowMs)], facts, nowMs) };
}
