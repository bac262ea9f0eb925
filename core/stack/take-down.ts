import { type StackServiceName, StackServiceName as ServiceName } from '../shared/index.ts';
import type { Engine } from './engine/engine.ts';
import { labels, type Names } from './names.ts';
import { planChanges } from './plan-changes.ts';
import { presentContainers } from './present.ts';
import { serviceTable } from './service-table.ts';

/** Stops our containers of services that are no longer wanted. */
export async function endUnwanted(
  engine: Engine,
  names: Names,
  wanted: readonly StackServiceName[],
  onStop: (service: StackServiceName) => void,
): Promise<void> {
  const present = await presentContainers(engine, names, []);
  const unwanted = present.filter(({ ours }) => ours !== null && !wanted.includes(ours.service));
  for (const change of planChanges([], unwanted, names.container)) {
    if (change.kind !== 'stop') continue;
    onStop(change.service);
    await engine.containers.stop(change.id, serviceTable[change.service].graceSeconds);
  }
}

interface EndOptions {
  onStop(service: StackServiceName): void;
  /** For when a person waits: all at once, each with this long to end by itself. */
  hurrySeconds?: number | undefined;
}

/** Stops every container of ours, in reverse of the start order. */
export async function endAll(engine: Engine, names: Names, { onStop, hurrySeconds }: EndOptions): Promise<void> {
  const present = await presentContainers(engine, names, []);
  const stops = planChanges([], present, names.container).filter((change) => change.kind === 'stop');
  const stop = ({ id, service }: { id: string; service: StackServiceName }) => {
    onStop(service);
    return engine.containers.stop(id, hurrySeconds ?? serviceTable[service].graceSeconds);
  };
  if (hurrySeconds !== undefined) await Promise.all(stops.map(stop));
  else for (const one of stops) await stop(one);
}

/** Removes containers, network and volumes that carry our label, and nothing else. */
export async function removeAll(engine: Engine, names: Names): Promise<void> {
  const isOurs = (found: { Labels: Record<string, string> }) => found.Labels[labels.workspace] === names.workspace;
  for (const one of await engine.containers.list(names.ours)) {
    if (isOurs(one) && ServiceName.safeParse(one.Labels[labels.service]).success)
      await engine.containers.remove(one.Id);
  }
  for (const one of await engine.networks.list(names.ours)) if (isOurs(one)) await engine.networks.remove(one.Name);
  for (const one of await engine.volumes.list(names.ours)) if (isOurs(one)) await engine.volumes.remove(one.Name);
}
