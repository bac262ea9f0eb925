import { CodedError, type StackServiceName } from '../shared/index.ts';
import type { Engine } from './engine/engine.ts';
import { isNotThere } from './engine/transport.ts';
import { labels, type Names } from './names.ts';
import { serviceTable } from './service-table.ts';

/** The volume of a service, made if need be. Throws `not_ours` when somebody else has one of that name. */
export async function ensureVolume(engine: Engine, names: Names, service: StackServiceName): Promise<void> {
  if (serviceTable[service].dataDir === null) return;
  const name = names.volume(service);
  try {
    const { Labels } = await engine.volumes.inspect(name);
    if (Labels[labels.workspace] !== names.workspace) throw new CodedError('not_ours', { what: 'volume', name });
  } catch (error) {
    if (!isNotThere(error)) throw error;
    await engine.volumes.create(name, { ...names.ours, [labels.service]: service });
  }
}

/** Our network's gateway and range, the network made if need be. */
export async function ensureNetwork(
  engine: Engine,
  names: Names,
): Promise<{ gateway: string | null; subnet: string | null }> {
  const look = () => engine.networks.inspect(names.network);
  const network = await look().catch(async (error: unknown) => {
    if (!isNotThere(error)) throw error;
    await engine.networks.create(names.network, names.ours);
    return look();
  });
  if (network.Labels[labels.workspace] !== names.workspace) {
    throw new CodedError('not_ours', { what: 'network', name: names.network });
  }
  const [range] = network.IPAM?.Config ?? [];
  // Docker writes the gateway of an IPv4 network without its prefix; older Podmans with it.
  return { gateway: range?.Gateway?.split('/')[0] ?? null, subnet: range?.Subnet ?? null };
}
