export interface Restoring {
  forMs: number;
  /** Least time between a restart and firing, for alerts whose `for` is longer than this. */
  graceMs: number;
  /** Unix ms of the restoration. */
  nowMs: number;
}

/**
 * Since when an alert counts as active after a restart, from the last sample of its `ALERTS_FOR_STATE` series: the time
 * during which nobody looked does not count towards `for`.
 *
 * downAtMs: time of that sample. activeAtSeconds: its value, when the alert became active, Unix seconds.
 */
export function restoredActiveAt(
  downAtMs: number,
  activeAtSeconds: number,
  { forMs, graceMs, nowMs }: Restoring,
): number {
  // Whole seconds, as Prometheus reckons here.
  const downAt = Math.floor(downAtMs / 1000) * 1000;
  const activeAt = Math.trunc(activeAtSeconds) * 1000;
  const remainingMs = forMs - (downAt - activeAt);
  if (remainingMs <= 0) return activeAt; // it was firing, and will at once
  if (remainingMs < graceMs) return nowMs + graceMs - forMs;
  return activeAt + (nowMs - downAt);
}
