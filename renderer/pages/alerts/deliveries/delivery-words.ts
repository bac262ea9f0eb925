import type { Delivery, DeliveryState } from '../../../../core/shared/index.ts';
import type { Tone } from '../../../controls/index.ts';

export const stateWords: Record<DeliveryState, { tone: Tone; text: string }> = {
  waiting: { tone: 'warn', text: 'Waiting' },
  delivered: { tone: 'ok', text: 'Delivered' },
  failed: { tone: 'bad', text: 'Refused' },
  superseded: { tone: 'idle', text: 'Superseded' },
  dropped: { tone: 'bad', text: 'Given up' },
};

/** `2 firing, 1 resolved`, of the alerts that are listed, and how many there are besides. */
export function alertsText({ alerts, alertCount }: Pick<Delivery, 'alerts' | 'alertCount'>): string {
  const count = (status: 'firing' | 'resolved') => alerts.filter((alert) => alert.status === status).length;
  const parts = [
    ...(count('firing') > 0 ? [`${count('firing')} firing`] : []),
    ...(count('resolved') > 0 ? [`${count('resolved')} resolved`] : []),
    ...(alertCount > alerts.length ? [`${alertCount - alerts.length} more`] : []),
  ];
  return parts.join(', ');
}

/** What a message is about: its group, or the names of the alerts in it. */
export function subjectOf({
  isTest,
  groupLabels,
  alerts,
}: Pick<Delivery, 'isTest' | 'groupLabels' | 'alerts'>): string {
  if (isTest) return 'Test';
  const group = Object.values(groupLabels).join(', ');
  const names = [...new Set(alerts.map(({ labels }) => labels['alertname'] ?? 'no name'))];
  return group || names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}
