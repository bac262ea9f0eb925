import type { Labels } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { fingerprintOf } from './fingerprint.ts';

/** An alert as the notifier remembers it. */
export interface KnownAlert extends OutgoingAlert {
  fingerprint: string;
  /** When the rules last spoke of it. */
  updatedAtMs: number;
}

export const isResolved = ({ endsAtMs }: { endsAtMs: number }, nowMs: number): boolean => endsAtMs <= nowMs;

/** An empty value is the same as no label. */
const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));

export function toKnown(alert: OutgoingAlert, nowMs: number): KnownAlert {
  const labels = withoutEmpty(alert.labels);
  return { ...alert, labels, fingerprint: fingerprintOf(labels), updatedAtMs: nowMs };
}

/**
 * What is known of an alert once it is spoken of again, as Alertmanager merges: episodes that overlap are one, from the
 * earliest start to the latest end; a resolved one ends when it says, unless an end that was known before is later.
 */
export function mergeAlert(old: KnownAlert, next: KnownAlert, nowMs: number): KnownAlert {
  const endsWithin = next.endsAtMs > old.startsAtMs && next.endsAtMs < old.endsAtMs;
  const startsWithin = next.startsAtMs > old.startsAtMs && next.startsAtMs < old.endsAtMs;
  if (!endsWithin && !startsWithin) return next;
  const startsAtMs = Math.min(old.startsAtMs, next.startsAtMs);
  const keepsOldEnd = old.endsAtMs > next.endsAtMs && (!isResolved(next, nowMs) || isResolved(old, nowMs));
  return { ...next, startsAtMs, endsAtMs: keepsOldEnd ? old.endsAtMs : next.endsAtMs };
}
