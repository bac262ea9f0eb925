import { isDeepStrictEqual } from 'node:util';
import type { RuleGroup, Service } from '../shared/index.ts';
import { RuleFileError } from './rule-file/rule-fault.ts';
import { checkGroup } from './rule-file/read-rule-file.ts';
import { type GroupKey, type GroupSurroundings, RunningGroup } from './running-group.ts';

/** The group of a file, as it is to be evaluated. */
export interface PlacedGroup {
  file: string;
  group: RuleGroup;
}

export interface RuleGroups extends Service {
  /** Brings what is evaluated in line with the files. Groups that are as before are left alone. */
  set(groups: readonly PlacedGroup[]): Promise<void>;
  /**
   * Evaluates a group that is in no file until the returned function is called, which ends its alerts and series. Throws
   * `RuleFileError` for one that Prometheus would not take.
   */
  addTemporary(group: RuleGroup): () => Promise<void>;
  /** In the order of files and groups, temporary ones last. */
  list(): readonly RunningGroup[];
}

/** Where a temporary group says it comes from. */
export const TEMPORARY_FILE = '(temporary)';

const idOf = ({ file, name }: GroupKey): string => JSON.stringify([file, name]);

/** Keeps the groups that are evaluated. */
export function createRuleGroups(world: GroupSurroundings): RuleGroups {
  let groups = new Map<string, RunningGroup>();
  const temporary = new Map<number, RunningGroup>();
  let lastTemporary = 0;
  let running = false;
  /** What is set before the first start was there before the program's last end, too. */
  let started = false;
  let working: Promise<void> = Promise.resolve();

  async function change(wanted: readonly PlacedGroup[]): Promise<void> {
    const before = groups;
    const after = new Map<string, RunningGroup>();
    const leaving = new Map(before);
    const fresh: RunningGroup[] = [];
    for (const { file, group } of wanted) {
      const key = { file, name: group.name };
      const known = before.get(idOf(key));
      leaving.delete(idOf(key));
      if (known && isDeepStrictEqual(known.source, group)) {
        after.set(idOf(key), known);
        continue;
      }
      const next = new RunningGroup(key, group, world, { restores: !started });
      if (known) {
        await known.stop();
        next.inherit(known);
      }
      after.set(idOf(key), next);
      fresh.push(next);
    }
    groups = after;
    for (const group of leaving.values()) await group.remove();
    if (running) for (const group of fresh) group.start();
  }

  /** One change at a time. */
  function queue<T>(work: () => Promise<T>): Promise<T> {
    const next = working.then(work, work);
    working = next.then(
      () => {},
      () => {},
    );
    return next;
  }

  const all = () => [...groups.values(), ...temporary.values()];

  return {
    name: 'alert rules',
    async start() {
      running = true;
      started = true;
      for (const group of all()) group.start();
    },
    async stop() {
      running = false;
      await working;
      await Promise.all(all().map((group) => group.stop()));
    },
    set: (wanted) => queue(() => change(wanted)),
    addTemporary(group) {
      const faults = checkGroup(group);
      if (faults.length > 0) throw new RuleFileError(faults);
      const id = ++lastTemporary;
      const added = new RunningGroup({ file: TEMPORARY_FILE, name: group.name }, group, world, { restores: false });
      temporary.set(id, added);
      if (running) added.start();
      return async () => {
        if (temporary.delete(id)) await added.remove();
      };
    },
    list: all,
  };
}
