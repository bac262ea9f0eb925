/** What a receiver was last told of a group: fingerprints of alerts, and when. */
export interface Told {
  atMs: number;
  firing: readonly string[];
  resolved: readonly string[];
}

export interface Present {
  firing: readonly string[];
  resolved: readonly string[];
}

/**
 * Whether a group is to be told of, as Alertmanager decides it: at once when an alert fires that the receiver has not
 * heard of, when all have ended, when one has ended and it wants to know; otherwise again after the repeat interval.
 */
export function isNews(
  told: Told | null,
  { firing, resolved }: Present,
  { sendResolved, repeatIntervalMs, nowMs }: { sendResolved: boolean; repeatIntervalMs: number; nowMs: number },
): boolean {
  if (told === null) return firing.length > 0;
  if (!firing.every((alert) => told.firing.includes(alert))) return true;
  // Also where it is not to be sent: that the alerts are over must be written down, or they would never be news again.
  if (firing.length === 0) return told.firing.length > 0;
  if (sendResolved && !resolved.every((alert) => told.resolved.includes(alert))) return true;
  return told.atMs < nowMs - repeatIntervalMs;
}
