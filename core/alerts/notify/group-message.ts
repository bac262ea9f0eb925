import { z } from 'zod';
import { Labels } from '../../shared/index.ts';
import { compareAlerts, formatLabelSet } from './label-text.ts';
import { isResolved, type KnownAlert } from './known-alert.ts';

/** Alerts in one message; the others are counted. */
const MOST_ALERTS = 500;
/** Go's zero time: an alert that fires has no end yet. */
const NO_END = '0001-01-01T00:00:00Z';

const Status = z.enum(['firing', 'resolved']);

const MessageAlert = z.object({
  status: Status,
  labels: Labels,
  annotations: Labels,
  startsAt: z.string(),
  endsAt: z.string(),
  generatorURL: z.string(),
  fingerprint: z.string(),
});
export type MessageAlert = z.infer<typeof MessageAlert>;

/** What receivers are told of a group: the payload of Alertmanager's webhook, version 4. */
export const GroupMessage = z.object({
  receiver: z.string(),
  status: Status,
  alerts: z.array(MessageAlert),
  groupLabels: Labels,
  commonLabels: Labels,
  commonAnnotations: Labels,
  externalURL: z.string(),
  version: z.literal('4'),
  groupKey: z.string(),
  truncatedAlerts: z.number().int(),
});
export type GroupMessage = z.infer<typeof GroupMessage>;

export interface GroupFacts {
  receiver: string;
  groupLabels: Labels;
  externalUrl: string;
}

/** Go's RFC 3339: as many decimals as there are. */
export const formatTime = (ms: number): string => new Date(ms).toISOString().replace(/\.?0+Z$/, 'Z');

/** The key of a group under the one root route there is. */
export const groupKeyOf = (groupLabels: Labels): string => `{}:${formatLabelSet(groupLabels)}`;

/** Alertmanager puts the receiver's name through Go's `regexp.QuoteMeta`; so do we, for those who match on it. */
const quoteMeta = (name: string): string => name.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);

export function toGroupMessage(alerts: readonly KnownAlert[], facts: GroupFacts, nowMs: number): GroupMessage {
  const sorted = alerts.toSorted(compareAlerts);
  const shown = sorted.slice(0, MOST_ALERTS);
  return {
    receiver: quoteMeta(facts.receiver),
    status: shown.every((alert) => isResolved(alert, nowMs)) ? 'resolved' : 'firing',
    alerts: shown.map((alert) => toMessageAlert(alert, nowMs)),
    groupLabels: facts.groupLabels,
    commonLabels: commonOf(shown.map(({ labels }) => labels)),
    commonAnnotations: commonOf(shown.map(({ annotations }) => annotations)),
    externalURL: facts.externalUrl,
    version: '4',
    groupKey: groupKeyOf(facts.groupLabels),
    truncatedAlerts: sorted.length - shown.length,
  };
}

function toMessageAlert(alert: KnownAlert, nowMs: number): MessageAlert {
  const resolved = isResolved(alert, nowMs);
  return {
    status: resolved ? 'resolved' : 'firing',
    labels: alert.labels,
    annotations: alert.annotations,
    startsAt: formatTime(alert.startsAtMs),
    endsAt: resolved ? formatTime(alert.endsAtMs) : NO_END,
    generatorURL: alert.generatorUrl,
    fingerprint: alert.fingerprint,
  };
}

/** The pairs that all of them have. */
function commonOf([first, ...rest]: readonly Labels[]): Labels {
  const pairs = Object.entries(first ?? {});
  return Object.fromEntries(pairs.filter(([name, value]) => rest.every((labels) => labels[name] === value)));
}
