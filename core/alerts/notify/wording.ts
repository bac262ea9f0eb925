import type { GroupMessage, MessageAlert } from './group-message.ts';

/** `[FIRING:2] High latency (food11)`: what e-mail subjects and titles of messages say, in Alertmanager's manner. */
export function headlineOf({ alerts, status, groupLabels, commonLabels }: GroupMessage): string {
  const firing = alerts.filter((alert) => alert.status === 'firing').length;
  const tag = status === 'firing' ? `FIRING:${firing}` : 'RESOLVED';
  const group = valuesOf(groupLabels).join(' ') || valuesOf({ alertname: commonLabels['alertname'] ?? '' }).join(' ');
  const others = valuesOf(
    Object.fromEntries(Object.entries(commonLabels).filter(([name]) => !(name in groupLabels) && name !== 'alertname')),
  );
  const words = [`[${tag}]`, group, others.length > 0 ? `(${others.join(' ')})` : ''];
  return words.filter((word) => word !== '').join(' ');
}

const valuesOf = (labels: Readonly<Record<string, string>>): string[] =>
  Object.keys(labels)
    .sort()
    .map((name) => labels[name]!)
    .filter((value) => value !== '');

/** What one alert says of itself: its summary and its description, or its name where it has neither. */
export function sentencesOf({ labels, annotations }: MessageAlert): string[] {
  const said = [annotations['summary'], annotations['description'] ?? annotations['message']];
  const sentences = said.filter((text): text is string => text !== undefined && text !== '');
  return sentences.length > 0 ? sentences : [labels['alertname'] ?? 'An alert without a name'];
}

/** Labels that tell this alert from the others of its message. */
export function ownLabelsOf({ labels }: MessageAlert, { commonLabels }: GroupMessage): [string, string][] {
  return Object.entries(labels)
    .filter(([name, value]) => commonLabels[name] !== value)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `since 2026-11-20 10:30:15 UTC`, and when it ended. */
export function timesOf({ status, startsAt, endsAt }: MessageAlert): string {
  const since = `since ${plainTime(startsAt)}`;
  return status === 'firing' ? since : `${since}, ended ${plainTime(endsAt)}`;
}

const plainTime = (text: string): string => `${text.slice(0, 19).replace('T', ' ')} UTC`;

/** "12 more alerts are not listed." where some were left out. */
export function restOf(listed: number, { alerts, truncatedAlerts }: GroupMessage): string | null {
  const more = alerts.length - listed + truncatedAlerts;
  if (more === 0) return null;
  return more === 1 ? 'One more alert is not listed.' : `${more} more alerts are not listed.`;
}
