/** Says after each crash whether to try again. */
export interface RestartPolicy {
  /** Notes a crash at `nowMs`. */
  record(nowMs: number): 'restart' | 'give-up';
}

/** Gives up at the `limit`-th crash within `withinMs`: three crashes in five minutes are not bad luck. */
export function createRestartPolicy({ limit, withinMs }: { limit: number; withinMs: number }): RestartPolicy {
  let crashesMs: number[] = [];
  return {
    record(nowMs) {
      crashesMs = [...crashesMs.filter((atMs) => nowMs - atMs < withinMs), nowMs];
      return crashesMs.length >= limit ? 'give-up' : 'restart';
    },
  };
}

export interface Backoff {
  /** How long to wait before the next attempt, in milliseconds. */
  nextMs(): number;
  /** Forgets the past: what runs has run long enough. */
  reset(): void;
}

/** Doubles from `firstMs` up to `mostMs`. */
export function createBackoff({ firstMs, mostMs }: { firstMs: number; mostMs: number }): Backoff {
  let waitMs = firstMs;
  return {
    nextMs() {
      const now = waitMs;
      waitMs = Math.min(waitMs * 2, mostMs);
      return now;
    },
    reset() {
      waitMs = firstMs;
    },
  };
}
