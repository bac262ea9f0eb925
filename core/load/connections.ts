import type { LoadTask } from '../shared/index.ts';
import { type Connection, createConnection } from './connection.ts';

/** How many kinds of broken connections are told apart. */
const MOST_KINDS = 8;

/** The connections of a run, one a slot, each made when its slot first sends. */
export function createConnections({ plan, target, apiKey }: LoadTask) {
  const bySlot: (Connection | undefined)[] = [];
  /** How connections broke, by the code of the error. */
  const broken = new Map<string, number>();
  const key: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const options = {
    target,
    headers: plan.target.kind === 'url' ? plan.target.headers : key,
    timeoutMs: plan.timeoutMs,
    keepAlive: plan.keepAlive,
    onBroken(code: string) {
      if (broken.has(code) || broken.size < MOST_KINDS) broken.set(code, (broken.get(code) ?? 0) + 1);
    },
  };
  return {
    broken,
    at: (slot: number): Connection => (bySlot[slot] ??= createConnection(options)),
    /** Ends what is in flight, and every socket. */
    close(): void {
      for (const connection of bySlot) connection?.close();
    },
  };
}
