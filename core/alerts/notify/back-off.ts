const FIRST_MS = 1_000;
const MOST_MS = 5 * 60_000;
/** A receiver may ask for more patience than ours, up to this. */
const MOST_ASKED_MS = 60 * 60_000;

/**
 * How long to wait after the given number of failed attempts: one second, doubled each time up to five minutes, a fifth
 * more or less by `random` (0 to 1) so that receivers that died together are not asked together; or what the receiver
 * asked for, if that is longer.
 */
export function backOffMs(failures: number, random: number, askedMs = 0): number {
  const plainMs = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.max(Math.round(plainMs * (0.8 + 0.4 * random)), Math.min(askedMs, MOST_ASKED_MS));
}

/** Reads `Retry-After`: seconds, or a date. Undefined when it says nothing. */
export function readRetryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
