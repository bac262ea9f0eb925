import type { Alert, FoundAlert } from './alert.ts';

/** How long a resolved alert is remembered: a receiver that was away for less hears of it. */
export const RESOLVED_RETENTION_MS = 15 * 60_000;

export interface Durations {
  forMs: number;
  keepFiringForMs: number;
}

/**
 * The alerts of a rule after an evaluation at `nowMs` found `found`, both by `labelKey`: Prometheus's transitions
 * (prometheus/prometheus rules/alerting.go).
 *
 *   found            -> pending, and firing as soon as it has been there for `for`
 *   gone, pending    -> forgotten
 *   gone, firing     -> firing for `keep_firing_for` more, then inactive; forgotten 15 minutes later
 *   found, inactive  -> begins anew as pending
 */
export function advance(
  before: ReadonlyMap<string, Alert>,
  found: ReadonlyMap<string, FoundAlert>,
  { forMs, keepFiringForMs }: Durations,
  nowMs: number,
): Map<string, Alert> {
  const after = new Map<string, Alert>();
  for (const [key, alert] of before) {
    if (found.has(key)) continue;
    const next = afterGone(alert, keepFiringForMs, nowMs);
    if (next) after.set(key, next);
  }
  for (const [key, { labels, annotations, value }] of found) {
    const known = before.get(key);
    const alert: Alert =
      known && known.state !== 'inactive'
        ? { ...known, annotations, value, keptSinceMs: null }
        : fresh({ labels, annotations, value }, nowMs);
    after.set(key, firedWhenDue(alert, forMs, nowMs));
  }
  return after;
}

const fresh = (found: FoundAlert, nowMs: number): Alert => ({
  ...found,
  state: 'pending',
  activeAtMs: nowMs,
  firedAtMs: null,
  resolvedAtMs: null,
  keptSinceMs: null,
  lastSentMs: null,
});

const firedWhenDue = (alert: Alert, forMs: number, nowMs: number): Alert =>
  alert.state === 'pending' && nowMs - alert.activeAtMs >= forMs
    ? { ...alert, state: 'firing', firedAtMs: nowMs }
    : alert;

function afterGone(alert: Alert, keepFiringForMs: number, nowMs: number): Alert | null {
  switch (alert.state) {
    case 'pending':
      return null;
    case 'inactive':
      return alert.resolvedAtMs !== null && nowMs - alert.resolvedAtMs > RESOLVED_RETENTION_MS ? null : alert;
    case 'firing': {
      const keptSinceMs = keepFiringForMs > 0 ? (alert.keptSinceMs ?? nowMs) : null;
      if (keptSinceMs !== null && nowMs - keptSinceMs < keepFiringForMs) return { ...alert, keptSinceMs };
      return { ...alert, keptSinceMs, state: 'inactive', resolvedAtMs: nowMs };
    }
  }
}

/** Pending or firing. */
export const isActive = ({ state }: Alert): boolean => state !== 'inactive';

/** A state that an alert went into. */
export interface StateChange {
  alert: Alert;
  from: Alert['state'];
  to: Alert['state'];
}

/** What an evaluation changed, compared by `labelKey`. */
export function changesBetween(before: ReadonlyMap<string, Alert>, after: ReadonlyMap<string, Alert>): StateChange[] {
  const changes: StateChange[] = [];
  for (const [key, alert] of before) {
    if (!after.has(key) && isActive(alert)) changes.push({ alert, from: alert.state, to: 'inactive' });
  }
  for (const [key, alert] of after) {
    const from = before.get(key)?.state ?? 'inactive';
    if (from !== alert.state) changes.push({ alert, from, to: alert.state });
  }
  return changes;
}
