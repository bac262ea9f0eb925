import { randomBytes, randomInt } from 'node:crypto';
import type { Prediction, PredictionLogPage } from '../shared/index.ts';

/**
 * The latest predictions, in memory, for the monitor to pull at its own pace: a request never waits for monitoring.
 * A ring of `capacity` records; record number n (from 0) lives at n modulo capacity until it is overwritten.
 */
export function createPredictionLog(capacity: number) {
  const epoch = randomBytes(8).toString('hex');
  const life = randomInt(36 ** 3)
    .toString(36)
    .padStart(3, '0');
  const ring: Prediction[] = [];
  let count = 0;
  let ids = 0;

  return {
    /** An id that is short, sorts by time, and is unique also across restarts. */
    nextId(timeMs: number): string {
      const sequence = (ids++ % 36 ** 3).toString(36).padStart(3, '0');
      return `${timeMs.toString(36)}${life}${sequence}`;
    },

    add(prediction: Prediction): void {
      ring[count % capacity] = prediction;
      count++;
    },

    /** Records from number `after` on, at most `limit`. A cursor from the future is one of another life: start anew. */
    page(after: number, limit: number): PredictionLogPage {
      const oldest = Math.max(0, count - capacity);
      const asked = after > count ? 0 : after;
      const start = Math.max(asked, oldest);
      const next = Math.min(count, start + limit);
      const records = Array.from({ length: next - start }, (_, i) => ring[(start + i) % capacity]!);
      return { epoch, records, next, lost: start - asked };
    },
  };
}

export type PredictionLog = ReturnType<typeof createPredictionLog>;
