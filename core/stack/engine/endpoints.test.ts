import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressOf, endpointCandidates, parseAddress, type Surroundings } from './endpoints.ts';

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/ada', uid: 1000, readText: () => null };
const addresses = (surroundings: Surroundings) => endpointCandidates(surroundings).map(addressOf);

describe('where an engine is looked for', () => {
  it('on Linux: Docker, rootless Docker, Docker Desktop, then Podman', () => {
    expect(addresses({ ...linux, env: { XDG_RUNTIME_DIR: '/run/user/7' } })).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/7/docker.sock',
      'unix:///home/ada/.docker/desktop/docker.sock',
      'unix:///home/ada/.docker/run/docker.sock',
      'unix:///run/user/7/podman/podman.sock',
      'unix:///run/podman/podman.sock',
    ]);
  });

  it("on Windows: the named pipes of Docker and of Podman's machine", () => {
    expect(addresses({ ...linux, platform: 'win32' })).toEqual([
      'npipe:////./pipe/docker_engine',
      'npipe:////./pipe/dockerDesktopLinuxEngine',
      'npipe:////./pipe/podman-machine-default',
    ]);
  });

  it("on macOS: Podman's machine among others", () => {
    const found = addresses({ ...linux, platform: 'darwin', env: { TMPDIR: '/var/folders/x' } });
    expect(found).toContain('unix:///home/ada/.docker/run/docker.sock');
    expect(found).toContain('unix:///var/folders/x/podman/podman-machine-default-api.sock');
  });

  it('only where DOCKER_HOST says, if it says', () => {
    expect(addresses({ ...linux, env: { DOCKER_HOST: 'unix:///x.sock', CONTAINER_HOST: 'unix:///y.sock' } })).toEqual([
      'unix:///x.sock',
    ]);
    expect(addresses({ ...linux, env: { CONTAINER_HOST: 'unix:///y.sock' } })).toEqual(['unix:///y.sock']);
  });

  it('only at the docker context in use, if one is', () => {
    const folder = createHash('sha256').update('colima').digest('hex');
    const files: Record<string, string> = {
      '/home/ada/.docker/config.json': '{"currentContext":"colima","auths":{}}',
      [`/home/ada/.docker/contexts/meta/${folder}/meta.json`]:
        '{"Name":"colima","Endpoints":{"docker":{"Host":"unix:///home/ada/.colima/docker.sock","SkipTLSVerify":false}}}',
    };
    const readText = (path: string) => files[path] ?? null;
    const [found] = endpointCandidates({ ...linux, readText });
    expect(found).toEqual({
      kind: 'socket',
      path: '/home/ada/.colima/docker.sock',
      from: 'the docker context colima',
    });
    expect(addresses({ ...linux, readText, env: { DOCKER_CONTEXT: 'default' } })).toHaveLength(6);
    expect(endpointCandidates({ ...linux, readText, env: { DOCKER_CONTEXT: 'gone' } })[0]).toMatchObject({
      kind: 'unusable',
      reason: 'this docker context does not exist',
    });
  });

  it("everywhere usual when docker's own configuration cannot be read", () => {
    expect(addresses({ ...linux, readText: () => '{broken' })).toHaveLength(6);
  });
});

it.each([
  { address: 'unix:///run/docker.sock', endpoint: { kind: 'socket', path: '/run/docker.sock' } },
  { address: 'npipe:////./pipe/docker_engine', endpoint: { kind: 'socket', path: '//./pipe/docker_engine' } },
  { address: 'tcp://127.0.0.1:2375', endpoint: { kind: 'tcp', host: '127.0.0.1', port: 2375 } },
  { address: 'tcp://[::1]', endpoint: { kind: 'tcp', host: '::1', port: 2375 } },
  { address: 'tcp://10.0.0.9:2376', endpoint: { kind: 'unusable', reason: 'the engine must run on this machine' } },
  { address: 'ssh://ada@host', endpoint: { kind: 'unusable' } },
  { address: 'nonsense', endpoint: { kind: 'unusable' } },
])('$address means $endpoint', ({ address, endpoint }) => {
  expect(parseAddress(address, 'DOCKER_HOST')).toMatchObject({ ...endpoint, from: 'DOCKER_HOST' });
});
