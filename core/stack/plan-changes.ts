import { type StackServiceName, stackServiceNames } from '../shared/index.ts';

/** What should run. */
export interface Wanted {
  service: StackServiceName;
  /** Digest of the container it should be. */
  spec: string;
}

/** A container the engine has. */
export interface Present {
  id: string;
  name: string;
  /** Null for one that does not carry our workspace's label. */
  ours: { service: StackServiceName; spec: string } | null;
  status: string;
}

export type Change =
  | { kind: 'create'; service: StackServiceName }
  | { kind: 'start'; service: StackServiceName; id: string }
  | { kind: 'remove'; service: StackServiceName; id: string }
  | { kind: 'stop'; service: StackServiceName; id: string }
  /** Somebody else's container has the name ours would have. */
  | { kind: 'refuse'; service: StackServiceName; name: string };

const runs = new Set(['running', 'restarting', 'paused']);

/**
 * What leads from what is there to what is wanted, in the order to do it: stops first, in reverse of the start order,
 * then each service in start order. Containers that are not ours are never stopped, removed or started.
 */
export function planChanges(
  wanted: readonly Wanted[],
  present: readonly Present[],
  nameOf: (service: StackServiceName) => string,
): Change[] {
  const stops: Change[] = [];
  const starts: Change[] = [];
  for (const service of stackServiceNames) {
    const want = wanted.find((one) => one.service === service);
    const own = present.filter(({ ours }) => ours?.service === service);
    if (!want) {
      for (const { id, status } of own) if (runs.has(status)) stops.push({ kind: 'stop', service, id });
      continue;
    }
    const fitting = own.find(({ ours }) => ours!.spec === want.spec);
    for (const { id } of own) if (id !== fitting?.id) starts.push({ kind: 'remove', service, id });
    const foreign = present.find(({ ours, name }) => ours === null && name === nameOf(service));
    if (fitting) {
      if (!runs.has(fitting.status)) starts.push({ kind: 'start', service, id: fitting.id });
    } else if (foreign) {
      starts.push({ kind: 'refuse', service, name: foreign.name });
    } else {
      starts.push({ kind: 'create', service });
    }
  }
  return [...stops.reverse(), ...starts];
}
