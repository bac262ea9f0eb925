import type { OutgoingAlert } from '../outgoing-alert.ts';
import { isResolved, type KnownAlert, mergeAlert, toKnown } from './known-alert.ts';

/** Where alerts outlive a restart. */
export interface AlertMemory {
  all(): KnownAlert[];
  save(alert: KnownAlert): void;
  remove(fingerprint: string): void;
}

/** How long after a start or a sleep the rules have to speak again of alerts that were firing, before these count as ended. */
const GRACE_MS = 5 * 60_000;
/** A resolved alert is remembered for as long as rules repeat that it is. */
const REMEMBER_MS = 20 * 60_000;

/** All alerts that are known, by fingerprint; kept so that a restart ends none of them and forgets no end. */
export function createAlertBook(memory: AlertMemory) {
  const alerts = new Map<string, KnownAlert>();

  return {
    /** Reads what was known at the last stop. What was firing then still is, for a while. */
    open(nowMs: number): readonly KnownAlert[] {
      for (const alert of memory.all()) {
        const wasOver = isResolved(alert, alert.updatedAtMs);
        alerts.set(alert.fingerprint, wasOver ? alert : withGrace(alert, nowMs));
      }
      return [...alerts.values()];
    },

    /** After a sleep of the machine, in which no rule could speak: what was firing before it still is, for a while. */
    awaken(asleepAtMs: number, nowMs: number): readonly KnownAlert[] {
      for (const alert of alerts.values()) {
        if (!isResolved(alert, asleepAtMs)) alerts.set(alert.fingerprint, withGrace(alert, nowMs));
      }
      return [...alerts.values()];
    },

    /** Takes an alert in and gives back what is known of it now. */
    receive(alert: OutgoingAlert, nowMs: number): KnownAlert {
      const next = toKnown(alert, nowMs);
      const old = alerts.get(next.fingerprint);
      const known = old === undefined ? next : mergeAlert(old, next, nowMs);
      alerts.set(known.fingerprint, known);
      // An end that only moves ahead need not be kept: a start gives it time anyway.
      if (old === undefined || isResolved(known, nowMs) || !isSame(old, known)) memory.save(known);
      return known;
    },

    all: (): readonly KnownAlert[] => [...alerts.values()],

    /** Forgets what ended some time ago. */
    prune(nowMs: number): void {
      for (const { fingerprint, endsAtMs } of alerts.values()) {
        if (endsAtMs > nowMs - REMEMBER_MS) continue;
        alerts.delete(fingerprint);
        memory.remove(fingerprint);
      }
    },
  };
}

const withGrace = (alert: KnownAlert, nowMs: number): KnownAlert => ({
  ...alert,
  endsAtMs: Math.max(alert.endsAtMs, nowMs + GRACE_MS),
});

const isSame = (a: KnownAlert, b: KnownAlert): boolean =>
  a.startsAtMs === b.startsAtMs && JSON.stringify(a.annotations) === JSON.stringify(b.annotations);
