import type { OutgoingAlert } from '../outgoing-alert.ts';
import type { Alert } from './alert.ts';

export interface SendTiming {
  /** How long a firing alert is not sent again. */
  resendDelayMs: number;
  intervalMs: number;
}

/** Prometheus's `--rules.alert.resend-delay`. */
export const RESEND_DELAY_MS = 60_000;

/** Whether an alert is to be sent now: when it fires, again while it does, once resolved, and that again for a while. */
export function isDue({ state, resolvedAtMs, lastSentMs }: Alert, resendDelayMs: number, nowMs: number): boolean {
  if (state === 'pending') return false;
  if (lastSentMs === null || (resolvedAtMs !== null && resolvedAtMs > lastSentMs)) return true;
  return lastSentMs + resendDelayMs < nowMs;
}

/** Two evaluations, or two sendings, may fail before a receiver takes the alert for resolved. */
export function toOutgoing(alert: Alert, { resendDelayMs, intervalMs }: SendTiming, nowMs: number): OutgoingAlert {
  return {
    labels: alert.labels,
    annotations: alert.annotations,
    startsAtMs: alert.firedAtMs ?? alert.activeAtMs,
    endsAtMs: alert.resolvedAtMs ?? nowMs + 4 * Math.max(intervalMs, resendDelayMs),
    generatorUrl: '',
  };
}
