import { randomInt } from 'node:crypto';
import type { Prediction } from '../shared/index.ts';
import { createRingLog } from './ring-log.ts';

/** The latest predictions, for the monitor to pull: a request never waits for monitoring. */
export function createPredictionLog(capacity: number) {
  const life = randomInt(36 ** 3)
    .toString(36)
    .padStart(3, '0');
  let ids = 0;

  return {
    ...createRingLog<Prediction>(capacity),

    /** An id that is short, sorts by time, and is unique also across restarts. */
    nextId(timeMs: number): string {
      const sequence = (ids++ % 36 ** 3).toString(36).padStart(3, '0');
      return `${timeMs.toString(36)}${life}${sequence}`;
    },
  };
}

export type PredictionLog = ReturnType<typeof createPredictionLog>;
