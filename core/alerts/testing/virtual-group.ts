import { createEngine } from '../../promql/index.ts';
import type { RuleGroup } from '../../shared/index.ts';
import type { OutgoingAlert } from '../outgoing-alert.ts';
import { queryWith } from '../rule-engine.ts';
import { type GroupChange, type GroupSurroundings, RunningGroup } from '../running-group.ts';
import { MemoryStore } from './memory-store.ts';

/** What groups need of the world, on a store in memory and a clock that the test sets. */
export function virtualWorld(store = new MemoryStore()) {
  const seen = { sent: [] as OutgoingAlert[], changes: [] as string[], warnings: [] as string[] };
  const clock = { nowMs: 0 };
  const world: GroupSurroundings = {
    query: queryWith(createEngine(store), 10_000),
    store,
    externalUrl: () => 'http://console',
    externalLabels: {},
    send: (alerts) => seen.sent.push(...alerts),
    onChanges: (changes: readonly GroupChange[], atMs) =>
      seen.changes.push(...changes.map(({ rule, from, to }) => `${atMs / 1000} ${rule} ${from} -> ${to}`)),
    now: () => clock.nowMs,
    resendDelayMs: 60_000,
    outageMs: 3_600_000,
    graceMs: 0,
    log: { warn: (message) => seen.warnings.push(message) },
  };
  return { store, world, clock, ...seen };
}

/** A group in such a world, evaluated when the test says so. */
export function virtualGroup(group: RuleGroup, { restores = false, store = new MemoryStore() } = {}) {
  const { world, ...rest } = virtualWorld(store);
  const running = new RunningGroup({ file: 'test.yml', name: group.name }, group, world, { restores });
  return {
    ...rest,
    world,
    running,
    /** Evaluates at each of these seconds. */
    async at(...seconds: number[]) {
      for (const second of seconds) {
        rest.clock.nowMs = second * 1000;
        await running.evaluate(second * 1000);
      }
    },
  };
}
