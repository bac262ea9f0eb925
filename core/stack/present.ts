import { type StackServiceName, StackServiceName as ServiceName } from '../shared/index.ts';
import type { Engine } from './engine/engine.ts';
import type { ContainerDetails } from './engine/replies.ts';
import { isNotThere } from './engine/transport.ts';
import { labels, type Names } from './names.ts';
import type { Present } from './plan-changes.ts';
import { serviceTable } from './service-table.ts';

/** Every container of ours by service; when one has several, the newest the engine lists. */
export async function ownContainers(engine: Engine, names: Names): Promise<Map<StackServiceName, ContainerDetails>> {
  const found = new Map<StackServiceName, ContainerDetails>();
  for (const { Id, Labels } of await engine.containers.list(names.ours)) {
    const service = ServiceName.safeParse(Labels[labels.service]);
    if (!service.success || found.has(service.data)) continue;
    const details = await orNull(engine.containers.inspect(Id));
    if (details) found.set(service.data, details);
  }
  return found;
}

/** What the plan looks at: our containers, and any other that has one of our names. */
export async function presentContainers(
  engine: Engine,
  names: Names,
  services: readonly StackServiceName[],
): Promise<Present[]> {
  const own = (await engine.containers.list(names.ours)).flatMap(({ Id, Names, State, Labels }): Present[] => {
    const service = ServiceName.safeParse(Labels[labels.service]);
    if (!service.success) return [];
    const ours = { service: service.data, spec: Labels[labels.spec] ?? '' };
    return [{ id: Id, name: withoutSlash(Names[0] ?? ''), ours, status: State }];
  });
  const foreign: Present[] = [];
  for (const name of services.map(names.container)) {
    const details = await orNull(engine.containers.inspect(name));
    if (!details || own.some(({ id }) => id === details.Id)) continue;
    foreign.push({ id: details.Id, name, ours: null, status: details.State.Status });
  }
  return [...own, ...foreign];
}

/** The port on this machine that a container publishes, or null. */
export function publishedPort(service: StackServiceName, { HostConfig }: ContainerDetails): number | null {
  const [binding] = HostConfig.PortBindings[`${serviceTable[service].containerPort}/tcp`] ?? [];
  return binding ? Number(binding.HostPort) : null;
}

const withoutSlash = (name: string) => name.replace(/^\//, '');

/** A container may go between two calls. */
const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (isNotThere(error)) return null;
    throw error;
  });
