import { setTimeout as sleep } from 'node:timers/promises';
import { Counter, type Registry } from 'prom-client';
import { CodedError, type Faults, isFaulty } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';

/**
 * What this service does wrong on purpose. It lives in memory, so a restart ends it. Off is one comparison with null on
 * the way of a request.
 */
export function createFaultInjector({ maxWaiting, registry }: { maxWaiting: number; registry: Registry }) {
  let active: Faults | null = null;
  let delayed = 0;
  const injected = new Counter({
    name: 'injected_faults_total',
    help: 'Predictions that were failed, delayed or made unsure on purpose.',
    labelNames: ['kind'],
    registers: [registry],
  });
  for (const kind of ['failure', 'delay', 'confidence']) injected.inc({ kind }, 0);

  async function delay({ least, most }: NonNullable<Faults['delayMs']>, signal: AbortSignal): Promise<void> {
    if (delayed >= maxWaiting) throw new CodedError('queue_full', { waiting: delayed });
    delayed++;
    injected.inc({ kind: 'delay' });
    await sleep(least + Math.random() * (most - least), undefined, { signal })
      .catch(() => {
        throw new ClientGone();
      })
      .finally(() => delayed--);
  }

  return {
    set(faults: Faults | null): void {
      active = faults !== null && isFaulty(faults) ? faults : null;
    },
    active: () => active,

    /** What comes before a prediction while faults are on. Throws `fault_injected`, `queue_full`, or `ClientGone`. */
    async before(faults: Faults, signal: AbortSignal): Promise<void> {
      if (faults.delayMs !== null) await delay(faults.delayMs, signal);
      if (Math.random() >= faults.failureShare) return;
      injected.inc({ kind: 'failure' });
      throw new CodedError('fault_injected', {});
    },

    /** The probabilities as they are answered. */
    distort(probabilities: Float64Array): Float64Array {
      if (active === null || active.confidenceLimit === null) return probabilities;
      const evened = evenOut(probabilities, active.confidenceLimit);
      if (evened !== probabilities) injected.inc({ kind: 'confidence' });
      return evened;
    },
  };
}

export type FaultInjector = ReturnType<typeof createFaultInjector>;

/**
 * Mixes probabilities with the uniform distribution until the highest is `limit`; they are returned as they are when it
 * is no higher. The order of the classes stays, and so does the sum.
 *
 *   q = (1 - a) p + a / K,   a = (max p - limit) / (max p - 1 / K)
 *
 * p: probabilities, K: how many, a: the share of the uniform distribution, at most 1 (a limit below 1 / K).
 */
export function evenOut(probabilities: Float64Array, limit: number): Float64Array {
  const even = 1 / probabilities.length;
  let highest = 0;
  for (const probability of probabilities) highest = Math.max(highest, probability);
  if (highest <= limit || highest <= even) return probabilities;
  const share = Math.min(1, (highest - limit) / (highest - even));
  return probabilities.map((probability) => (1 - share) * probability + share * even);
}
