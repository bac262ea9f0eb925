import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type LabelFilter, labelFilters } from './label-filter.ts';
import { type LogLine, readLogFrames } from './log-lines.ts';
import { ContainerDetails, ContainerListing, ContainerStats, CreatedContainer, WaitReply } from './replies.ts';
import type { Transport } from './transport.ts';

/** Body of POST /containers/create, the fields we set; names are the API's own. */
export interface ContainerSpec {
  Image: string;
  Cmd?: string[];
  Env: string[];
  Labels: Record<string, string>;
  ExposedPorts: Record<string, object>;
  StopTimeout: number;
  HostConfig: {
    Binds: string[];
    Mounts: { Type: 'volume'; Source: string; Target: string }[];
    PortBindings: Record<string, { HostIp: string; HostPort: string }[]>;
    RestartPolicy: { Name: 'on-failure'; MaximumRetryCount: number };
    Memory: number;
    NanoCpus: number;
    PidsLimit: number;
    ExtraHosts: string[];
    SecurityOpt: string[];
    CapDrop: string[];
    ReadonlyRootfs: boolean;
    Tmpfs: Record<string, string>;
    LogConfig: { Type: string; Config: Record<string, string> };
    NetworkMode: string;
    PidMode: string;
  };
  NetworkingConfig: { EndpointsConfig: Record<string, { Aliases: string[] }> };
}

export interface Containers {
  /** With every label given, whatever their state. */
  list(labels: LabelFilter): Promise<ContainerListing[]>;
  create(name: string, spec: ContainerSpec): Promise<string>;
  start(id: string): Promise<void>;
  /** SIGTERM, then SIGKILL after `graceSeconds`. Stopping what is stopped is no error. */
  stop(id: string, graceSeconds: number): Promise<void>;
  kill(id: string, signal?: string): Promise<void>;
  /** Running or not. With `volumes`, anonymous ones too. */
  remove(id: string): Promise<void>;
  inspect(id: string): Promise<ContainerDetails>;
  /** The last `tail` lines. */
  logs(id: string, tail: number): Promise<LogLine[]>;
  /** One reading. */
  stats(id: string): Promise<ContainerStats>;
  /** Resolves with the exit code once it has ended. */
  wait(id: string, signal?: AbortSignal): Promise<number>;
}

/** A careless program can write lines without end; what is shown is the tail of them. */
const mostLogBytes = 2_000_000;

export function openContainers(transport: Transport): Containers {
  const post = async (doing: string, path: string, query = {}, timeoutMs: number | null = 30_000) => {
    await transport.text({ doing, method: 'POST', path, query, timeoutMs });
  };
  const at = (id: string, verb = '') => `/containers/${encodeURIComponent(id)}${verb}`;
  return {
    list: (labels) =>
      transport.json(
        {
          doing: 'list its containers',
          path: '/containers/json',
          query: { all: true, filters: labelFilters(labels) },
        },
        z.array(ContainerListing),
      ),
    async create(name, spec) {
      const ask = { doing: `create the container ${name}`, method: 'POST', path: '/containers/create' } as const;
      const made = await transport.json({ ...ask, query: { name }, body: spec, timeoutMs: 60_000 }, CreatedContainer);
      return made.Id;
    },
    start: (id) => post(`start the container ${shortId(id)}`, at(id, '/start'), {}, 60_000),
    stop: (id, graceSeconds) =>
      post(`stop the container ${shortId(id)}`, at(id, '/stop'), { t: graceSeconds }, (graceSeconds + 30) * 1000),
    kill: (id, signal) => post(`kill the container ${shortId(id)}`, at(id, '/kill'), { signal }),
    async remove(id) {
      const ask = { doing: `remove the container ${shortId(id)}`, method: 'DELETE', path: at(id) } as const;
      await transport.text({ ...ask, query: { force: true, v: true }, timeoutMs: 60_000 });
    },
    inspect: (id) =>
      transport.json({ doing: `look at the container ${shortId(id)}`, path: at(id, '/json') }, ContainerDetails),
    async logs(id, tail) {
      const query = { stdout: true, stderr: true, timestamps: true, tail: String(tail) };
      const reply = await transport.stream({ doing: `read the log of ${shortId(id)}`, path: at(id, '/logs'), query });
      return readLogFrames(await atMost(reply, mostLogBytes)).slice(-tail);
    },
    stats: (id) =>
      transport.json(
        { doing: `measure the container ${shortId(id)}`, path: at(id, '/stats'), query: { stream: false } },
        ContainerStats,
      ),
    async wait(id, signal) {
      const ask = { doing: `wait for the container ${shortId(id)}`, method: 'POST', path: at(id, '/wait') } as const;
      return (await transport.json({ ...ask, signal, timeoutMs: null }, WaitReply)).StatusCode;
    },
  };
}

const shortId = (id: string) => (/^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id);

async function atMost(reply: IncomingMessage, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of reply as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > bytes) break; // leaving the loop destroys the reply
  }
  return Buffer.concat(parts);
}
