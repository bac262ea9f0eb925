import { createHash } from 'node:crypto';
import type { StackServiceName } from '../shared/index.ts';
import type { ContainerSpec } from './engine/containers.ts';
import { labels, type Names } from './names.ts';
import { type ServiceRow, serviceTable } from './service-table.ts';

export interface SpecOptions {
  names: Names;
  /** The `stack/` folder as the engine sees it. */
  configDir: string;
  image: string;
  /** Digest of that image as the engine has it: a tag that has moved makes a new container. */
  imageId: string;
  /** Port on 127.0.0.1. */
  port: number;
  /** What `host.docker.internal` is in the container: an address, or the engine's own word for the machine. */
  hostAddress: string;
  /** Beside those of the table: Grafana's password. */
  env: Readonly<Record<string, string>>;
}

/** What the engine is asked to make, from a row of the table. */
export function containerSpec(service: StackServiceName, options: SpecOptions): ContainerSpec {
  const row = serviceTable[service];
  const { names, image, port, hostAddress } = options;
  const exposed = `${row.containerPort}/tcp`;
  const spec: ContainerSpec = {
    Image: image,
    ...(row.command.length > 0 ? { Cmd: row.command } : {}),
    Env: Object.entries({ ...row.env, ...options.env }).map(([name, value]) => `${name}=${value}`),
    Labels: { ...names.ours, [labels.service]: service },
    ExposedPorts: { [exposed]: {} },
    StopTimeout: row.graceSeconds,
    HostConfig: {
      Binds: [...configBinds(row, options.configDir), ...row.machine],
      Mounts: row.dataDir === null ? [] : [{ Type: 'volume', Source: names.volume(service), Target: row.dataDir }],
      // Loopback only: what is published elsewhere passes most firewalls, because the engine writes its own rules.
      PortBindings: { [exposed]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
      Memory: row.memoryBytes,
      NanoCpus: row.cpus * 1e9,
      PidsLimit: 1024,
      ExtraHosts: [`host.docker.internal:${hostAddress}`],
      SecurityOpt: ['no-new-privileges'],
      CapDrop: row.needsRoot ? [] : ['ALL'],
      ReadonlyRootfs: true,
      Tmpfs: { '/tmp': 'rw,noexec,nosuid,size=64m' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
      NetworkMode: names.network,
      PidMode: row.hostPid ? 'host' : '',
    },
    NetworkingConfig: { EndpointsConfig: { [names.network]: { Aliases: [service] } } },
  };
  return { ...spec, Labels: { ...spec.Labels, [labels.spec]: digestOf(spec, options.imageId) } };
}

const configBinds = ({ config }: ServiceRow, configDir: string): string[] =>
  Object.entries(config).map(([folder, place]) => `${configDir}/${folder}:${place}:ro`);

/** The port is left out: a container that has one keeps it, even if another would be free now. */
function digestOf(spec: ContainerSpec, imageId: string): string {
  const lasting = { ...spec, HostConfig: { ...spec.HostConfig, PortBindings: {} }, imageId };
  return createHash('sha256').update(JSON.stringify(lasting)).digest('hex').slice(0, 16);
}
