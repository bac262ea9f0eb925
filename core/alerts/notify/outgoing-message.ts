import { z } from 'zod';
import { type Delivery, Labels } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { fingerprintOf } from './fingerprint.ts';
import { GroupMessage } from './group-message.ts';

const KeptAlert: z.ZodType<OutgoingAlert> = z.object({
  labels: Labels,
  annotations: Labels,
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  generatorUrl: z.string(),
});

/** What waits for a receiver: a message about a group, or alerts to be passed on as they came. */
export const OutgoingMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), message: GroupMessage }),
  z.object({ kind: z.literal('forward'), atMs: z.number(), alerts: z.array(KeptAlert) }),
]);
export type OutgoingMessage = z.infer<typeof OutgoingMessage>;

type Listed = Delivery['alerts'][number];

/** Alerts a log line names. */
const MOST_LISTED = 20;

function listedOf(outgoing: OutgoingMessage): Listed[] {
  if (outgoing.kind === 'group') return outgoing.message.alerts.map(({ status, labels }) => ({ status, labels }));
  return outgoing.alerts.map(({ labels, endsAtMs }) => ({
    status: endsAtMs <= outgoing.atMs ? 'resolved' : 'firing',
    labels,
  }));
}

/** What the log says of a message. */
export function summaryOf(
  outgoing: OutgoingMessage,
): Pick<Delivery, 'alertCount' | 'alerts'> & { groupLabels: Labels } {
  const listed = listedOf(outgoing);
  const isGroup = outgoing.kind === 'group';
  return {
    groupLabels: isGroup ? outgoing.message.groupLabels : {},
    alertCount: listed.length + (isGroup ? outgoing.message.truncatedAlerts : 0),
    alerts: listed.slice(0, MOST_LISTED),
  };
}

/** Equal for messages that say the same: which alerts fire and which have ended. */
export function gistOf(outgoing: OutgoingMessage): string {
  const lines =
    outgoing.kind === 'group'
      ? outgoing.message.alerts.map(({ fingerprint, status }) => `${fingerprint} ${status}`)
      : listedOf(outgoing).map(({ labels, status }) => `${fingerprintOf(labels)} ${status}`);
  return lines.sort().join('\n');
}

/** Both lots of alerts in order of time, each episode as it was spoken of last. */
export function joinForwarded(older: readonly OutgoingAlert[], newer: readonly OutgoingAlert[]): OutgoingAlert[] {
  const episodes = new Map<string, OutgoingAlert>();
  for (const alert of [...older, ...newer]) episodes.set(`${fingerprintOf(alert.labels)} ${alert.startsAtMs}`, alert);
  return [...episodes.values()].sort((a, b) => a.startsAtMs - b.startsAtMs);
}
