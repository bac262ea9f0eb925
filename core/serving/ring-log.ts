import { randomBytes } from 'node:crypto';

/**
 * The latest records, in memory, for the monitor to pull by cursor at its own pace. A ring: record number n (from 0)
 * lives at n modulo capacity until it is overwritten. `epoch` tells the cursors of one life of the service from another's.
 */
export function createRingLog<T>(capacity: number) {
  const epoch = randomBytes(8).toString('hex');
  const ring: T[] = [];
  let count = 0;

  return {
    add(record: T): void {
      ring[count % capacity] = record;
      count++;
    },

    /** Records from number `after` on, at most `limit`. A cursor from the future is one of another life: start anew. */
    page(after: number, limit: number) {
      const oldest = Math.max(0, count - capacity);
      const asked = after > count ? 0 : after;
      const start = Math.max(asked, oldest);
      const next = Math.min(count, start + limit);
      const records = Array.from({ length: next - start }, (_, i) => ring[(start + i) % capacity]!);
      return { epoch, records, next, lost: start - asked };
    },
  };
}
