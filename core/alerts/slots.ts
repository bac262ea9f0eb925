import { createHash } from 'node:crypto';

/** Groups are evaluated at different moments of their interval, each always at its own. */
export function offsetOf(key: string, intervalMs: number): number {
  return createHash('sha1').update(key).digest().readUInt32BE(0) % Math.round(intervalMs);
}

/** The first moment after `nowMs` that is the offset plus a multiple of the interval. */
export const nextSlot = (nowMs: number, offsetMs: number, intervalMs: number): number =>
  (Math.floor((nowMs - offsetMs) / intervalMs) + 1) * intervalMs + offsetMs;

/** The slot after `slotMs`; the latest that has come when some were missed. */
export const slotAfter = (slotMs: number, nowMs: number, intervalMs: number): number =>
  slotMs + Math.max(1, Math.floor((nowMs - slotMs) / intervalMs)) * intervalMs;
