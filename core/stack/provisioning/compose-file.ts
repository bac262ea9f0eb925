import { stringify } from 'yaml';
import { type StackServiceName, stackServiceNames } from '../../shared/index.ts';
import { provisionedFiles, type ProvisioningSources } from './provisioned-files.ts';
import { serviceTable } from '../service-table.ts';

export interface ComposeInput extends ProvisioningSources {
  images: Partial<Record<StackServiceName, string>>;
}

const readme = `The containers of Telltale's page Stack, with the files they read, to be run without Telltale:

    GRAFANA_PASSWORD=... docker compose up -d

Prometheus asks this machine for metrics as host.docker.internal. On Linux what it asks must listen on more than
loopback for that: give the inference service another address and a key with --service-host and --api-key.
`;

/** Everything that the stack needs to run without Telltale, by path. */
export function composeFiles(input: ComposeInput): Map<string, string> {
  return new Map([
    ['docker-compose.yml', composeFile(input)],
    ['README.txt', readme],
    ...provisionedFiles({ ...input, door: null }),
  ]);
}

/** The services as a docker-compose.yml. Passwords come from the environment of whoever runs it. */
function composeFile({ services, images }: Pick<ComposeInput, 'services' | 'images'>): string {
  const wanted = stackServiceNames.filter((name) => services.includes(name));
  const volumes = wanted.filter((name) => serviceTable[name].dataDir !== null);
  return stringify({
    name: 'telltale',
    services: Object.fromEntries(wanted.map((name) => [name, composeService(name, images[name])])),
    networks: { default: { driver: 'bridge' } },
    ...(volumes.length > 0 ? { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) } : {}),
  });
}

function composeService(name: StackServiceName, image?: string) {
  const row = serviceTable[name];
  const env = {
    ...row.env,
    ...(name === 'grafana' ? { GF_SECURITY_ADMIN_PASSWORD: '${GRAFANA_PASSWORD:?choose a password}' } : {}),
  };
  const files = Object.entries(row.config).map(([folder, place]) => `./${folder}:${place}:ro`);
  const data = row.dataDir === null ? [] : [`${name}:${row.dataDir}`];
  const mounts = [...files, ...data, ...row.machine];
  return {
    image: image ?? row.image,
    restart: 'on-failure:5',
    ...(row.command.length > 0 ? { command: row.command } : {}),
    ...(Object.keys(env).length > 0 ? { environment: env } : {}),
    ports: [`127.0.0.1:${row.port}:${row.containerPort}`],
    ...(mounts.length > 0 ? { volumes: mounts } : {}),
    extra_hosts: ['host.docker.internal:host-gateway'],
    stop_grace_period: `${row.graceSeconds}s`,
    mem_limit: row.memoryBytes,
    cpus: row.cpus,
    read_only: true,
    tmpfs: ['/tmp'],
    security_opt: ['no-new-privileges'],
    ...(row.needsRoot ? {} : { cap_drop: ['ALL'] }),
    ...(row.hostPid ? { pid: 'host' } : {}),
  };
}
