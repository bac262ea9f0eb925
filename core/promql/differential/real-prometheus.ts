import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import type { SeriesData } from '../../shared/index.ts';
import { encodeWriteRequest } from './remote-write.ts';

/** Prometheus's answer to a query, as its API gives it. */
export type Reply =
  | { status: 'success'; data: { resultType: string; result: unknown }; warnings?: string[]; infos?: string[] }
  | { status: 'error'; errorType: string; error: string };

/** A real Prometheus on a loopback port with an empty database of its own. */
export interface RealPrometheus {
  write(series: readonly SeriesData[]): Promise<void>;
  instant(query: string, atMs: number): Promise<Reply>;
  range(query: string, startMs: number, endMs: number, stepMs: number): Promise<Reply>;
  /** The query in Prometheus's own style; null when it does not parse. */
  format(query: string): Promise<string | null>;
  /** What another path of the API says: `rules`, `alertmanagers`. */
  get(path: string): Promise<unknown>;
  /** The query's syntax tree; null when it does not parse. */
  parse(query: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Rules to evaluate, and the address of an Alertmanager to send alerts to. */
export interface PrometheusRules {
  text: string;
  alertmanager: string;
}

/** `target`: an address to scrape every second besides what is written, as the job `job`. */
export async function startPrometheus(
  binary: string,
  target?: { address: string; job: string },
  rules?: PrometheusRules,
): Promise<RealPrometheus> {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-prometheus-'));
  if (rules) await writeFile(join(dir, 'rules.yml'), rules.text);
  // JSON is YAML.
  const scrapes = target ? [{ job_name: target.job, static_configs: [{ targets: [target.address] }] }] : [];
  const config = {
    global: { evaluation_interval: '1m', scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: scrapes,
    ...(rules && {
      rule_files: ['rules.yml'],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [rules.alertmanager] }] }] },
    }),
  };
  await writeFile(join(dir, 'prometheus.yml'), JSON.stringify(config));
  const child = spawn(
    binary,
    [
      `--config.file=${join(dir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dir, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      '--web.listen-address=127.0.0.1:0',
      '--web.enable-remote-write-receiver',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = (): void => {
    child.kill('SIGKILL'); // its data is thrown away anyway
  };
  // Neither it nor its data may outlive us, however we end.
  const onExit = (): void => {
    kill();
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    process.off('exit', onExit);
    await agent.close();
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      kill();
      await gone;
    }
    await rm(dir, { recursive: true, force: true });
  };
  const agent = new Agent({ connections: 4 });
  try {
    const origin = await readyAt(child);
    return { ...client(origin, agent), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address it says it listens on, once it says that it is ready. */
function readyAt(child: ChildProcess): Promise<string> {
  const log: string[] = [];
  // The two lines come in either order.
  let address: string | undefined;
  let ready = false;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (): void => reject(new Error(`Prometheus did not start:\n${log.slice(-10).join('\n')}`));
  child.once('exit', fail);
  child.once('error', (error) => {
    log.push(error.message);
    fail();
  });
  // Reading goes on for as long as it runs: a full pipe would stop it.
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (log.length < 100) log.push(line);
    address ??= /msg="Listening on".* address=(\S+)/.exec(line)?.[1];
    ready ||= line.includes('Server is ready to receive web requests');
    if (address && ready) resolve(`http://${address}`);
  });
  return promise;
}

function client(origin: string, agent: Agent): Omit<RealPrometheus, 'stop'> {
  const ask = async <T = Reply>(path: string, parameters: Record<string, string>): Promise<T> => {
    const reply = await request(`${origin}/api/v1/${path}`, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(parameters).toString(),
    });
    return (await reply.body.json()) as T;
  };
  const seconds = (ms: number): string => String(ms / 1000);
  return {
    async write(series) {
      const reply = await request(`${origin}/api/v1/write`, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' },
        body: encodeWriteRequest(series),
      });
      const text = await reply.body.text();
      if (reply.statusCode >= 300) throw new Error(`Prometheus refused the samples: ${reply.statusCode} ${text}`);
    },
    instant: (query, atMs) => ask('query', { query, time: seconds(atMs) }),
    async parse(query) {
      const reply = await ask<{ data?: unknown }>('parse_query', { query });
      return reply.data ?? null;
    },
    async get(path) {
      const reply = await request(`${origin}/api/v1/${path}`, { dispatcher: agent });
      return reply.body.json();
    },
    async format(query) {
      const reply = await ask<{ data?: string }>('format_query', { query });
      return reply.data ?? null;
    },
    range: (query, startMs, endMs, stepMs) =>
      ask('query_range', { query, start: seconds(startMs), end: seconds(endMs), step: seconds(stepMs) }),
  };
}
