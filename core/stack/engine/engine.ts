import { z } from 'zod';
import { type Containers, openContainers } from './containers.ts';
import { type Images, openImages } from './images.ts';
import { type LabelFilter, labelFilters } from './label-filter.ts';
import { EngineInfo, EngineVersion, Network, Volume, VolumeList } from './replies.ts';
import type { Transport } from './transport.ts';

/** Docker's HTTP API as far as the stack needs it; Podman's compatible socket answers the same calls. */
export interface Engine {
  /** As in DOCKER_HOST. */
  readonly address: string;
  ping(timeoutMs?: number): Promise<void>;
  version(): Promise<EngineVersion>;
  info(): Promise<EngineInfo>;
  readonly containers: Containers;
  readonly images: Images;
  readonly networks: {
    list(labels: LabelFilter): Promise<Network[]>;
    create(name: string, labels: LabelFilter): Promise<void>;
    inspect(name: string): Promise<Network>;
    remove(name: string): Promise<void>;
  };
  readonly volumes: {
    list(labels: LabelFilter): Promise<Volume[]>;
    create(name: string, labels: LabelFilter): Promise<void>;
    inspect(name: string): Promise<Volume>;
    remove(name: string): Promise<void>;
  };
}

export function openEngine(transport: Transport): Engine {
  const part = (name: string) => encodeURIComponent(name);
  return {
    address: transport.address,
    async ping(timeoutMs = 3_000) {
      await transport.text({ doing: 'answer', path: '/_ping', timeoutMs });
    },
    version: () => transport.json({ doing: 'say its version', path: '/version' }, EngineVersion),
    info: () => transport.json({ doing: 'describe itself', path: '/info' }, EngineInfo),
    containers: openContainers(transport),
    images: openImages(transport),
    networks: {
      list: (labels) =>
        transport.json(
          { doing: 'list its networks', path: '/networks', query: { filters: labelFilters(labels) } },
          z.array(Network),
        ),
      async create(name, labels) {
        const body = { Name: name, Driver: 'bridge', CheckDuplicate: true, Labels: labels };
        await transport.text({ doing: `create the network ${name}`, method: 'POST', path: '/networks/create', body });
      },
      inspect: (name) =>
        transport.json({ doing: `look at the network ${name}`, path: `/networks/${part(name)}` }, Network),
      async remove(name) {
        const path = `/networks/${part(name)}`;
        await transport.text({ doing: `remove the network ${name}`, method: 'DELETE', path });
      },
    },
    volumes: {
      async list(labels) {
        const query = { filters: labelFilters(labels) };
        return (await transport.json({ doing: 'list its volumes', path: '/volumes', query }, VolumeList)).Volumes;
      },
      async create(name, labels) {
        const body = { Name: name, Labels: labels };
        await transport.text({ doing: `create the volume ${name}`, method: 'POST', path: '/volumes/create', body });
      },
      inspect: (name) =>
        transport.json({ doing: `look at the volume ${name}`, path: `/volumes/${part(name)}` }, Volume),
      async remove(name) {
        const path = `/volumes/${part(name)}`;
        await transport.text({ doing: `remove the volume ${name}`, method: 'DELETE', path });
      },
    },
  };
}
