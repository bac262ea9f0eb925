import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';

/** A place where a container engine may answer, and who named it. */
export type Endpoint = (
  | { kind: 'socket'; path: string }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'unusable'; address: string; reason: string }
) & {
  /** "DOCKER_HOST", "the docker context desktop-linux", or "the usual place". */
  from: string;
};

export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  uid: number;
  /** Text of a file, or null where there is none. */
  readText(path: string): string | null;
}

/**
 * Where to look for Docker or Podman, in order. What a person named (DOCKER_HOST, CONTAINER_HOST, a docker context)
 * is the only place looked at, as with docker's own command: a container in an engine nobody chose helps nobody.
 */
export function endpointCandidates(surroundings: Surroundings): Endpoint[] {
  const { env } = surroundings;
  for (const name of ['DOCKER_HOST', 'CONTAINER_HOST']) {
    const address = env[name];
    if (address) return [parseAddress(address, name)];
  }
  const context = contextEndpoint(surroundings);
  return context ? [context] : usualPlaces(surroundings);
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Reads `unix:///run/docker.sock`, `npipe:////./pipe/docker_engine` or `tcp://127.0.0.1:2375`. */
export function parseAddress(address: string, from: string): Endpoint {
  const unix = /^unix:\/\/(.+)$/.exec(address);
  if (unix) return { kind: 'socket', path: unix[1]!, from };
  const pipe = /^npipe:\/\/(.+)$/.exec(address);
  if (pipe) return { kind: 'socket', path: pipe[1]!, from };
  const unusable = (reason: string): Endpoint => ({ kind: 'unusable', address, reason, from });
  if (!/^(tcp|http):\/\//.test(address) || !URL.canParse(address.replace(/^tcp:/, 'http:'))) {
    return unusable('only unix://, npipe:// and tcp:// addresses are understood');
  }
  const url = new URL(address.replace(/^tcp:/, 'http:'));
  if (!loopback.has(url.hostname)) {
    // Files are mounted into the containers and ports published on loopback: both must be this machine's.
    return unusable('the engine must run on this machine');
  }
  return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 2375), from };
}

const DockerConfig = z.looseObject({ currentContext: z.string().optional() });
const ContextMeta = z.looseObject({
  Endpoints: z.looseObject({ docker: z.looseObject({ Host: z.string() }).optional() }),
});

function contextEndpoint({ env, home, readText }: Surroundings): Endpoint | null {
  const dir = env['DOCKER_CONFIG'] || join(home, '.docker');
  const read = <T>(path: string, schema: z.ZodType<T>): T | null => {
    const text = readText(path);
    try {
      return text === null ? null : schema.parse(JSON.parse(text));
    } catch {
      return null; // docker's file, not ours: one that cannot be read chooses nothing
    }
  };
  const name = env['DOCKER_CONTEXT'] || read(join(dir, 'config.json'), DockerConfig)?.currentContext;
  if (!name || name === 'default') return null;
  const folder = createHash('sha256').update(name).digest('hex');
  const host = read(join(dir, 'contexts/meta', folder, 'meta.json'), ContextMeta)?.Endpoints.docker?.Host;
  const from = `the docker context ${name}`;
  if (host === undefined)
    return { kind: 'unusable', address: name, reason: 'this docker context does not exist', from };
  return parseAddress(host, from);
}

function usualPlaces({ platform, env, home, uid }: Surroundings): Endpoint[] {
  const inHome = (path: string) => join(home, path);
  const runtime = env['XDG_RUNTIME_DIR'] || `/run/user/${uid}`;
  const places: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: [
      '/var/run/docker.sock',
      join(runtime, 'docker.sock'), // rootless Docker
      inHome('.docker/desktop/docker.sock'),
      inHome('.docker/run/docker.sock'),
      join(runtime, 'podman/podman.sock'), // rootless Podman
      '/run/podman/podman.sock',
    ],
    darwin: [
      inHome('.docker/run/docker.sock'),
      '/var/run/docker.sock',
      inHome('.orbstack/run/docker.sock'),
      inHome('.rd/docker.sock'),
      inHome('.colima/default/docker.sock'),
      join(env['TMPDIR'] || '/tmp', 'podman/podman-machine-default-api.sock'),
      inHome('.local/share/containers/podman/machine/podman.sock'),
    ],
    win32: ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default'],
  };
  const paths = places[platform] ?? places.linux!;
  return paths.map((path) => ({ kind: 'socket', path, from: 'the usual place' }));
}

/** As docker itself would write it. */
export function addressOf(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'socket':
      return `${endpoint.path.startsWith('//./pipe/') ? 'npipe' : 'unix'}://${endpoint.path}`;
    case 'tcp':
      return `tcp://${endpoint.host}:${endpoint.port}`;
    case 'unusable':
      return endpoint.address;
  }
}
