import { CodedError, type Outage, type Service, type ServiceConfig, type ServiceStatus } from '../shared/index.ts';
import { type Child, describeExit, startChild } from './child.ts';
import { ownerOfPort, portIsFree } from './port.ts';
import { createBackoff } from './restart-policy.ts';

export interface SupervisedServiceOptions {
  entry: URL;
  config: ServiceConfig;
  onStatus(status: ServiceStatus): void;
  log: { info(message: string): void; warn(message: string): void; error(message: string): void };
  /** How long a start may take before it counts as failed. */
  readyWithinMs?: number;
  heartbeatMs?: number;
  graceMs?: number;
  now?: () => number;
}

export interface SupervisedService extends Service {
  status(): ServiceStatus;
}

/** A run this long counts as healthy: the next crash starts its back-off anew. */
const settledMs = 30_000;
const missedHeartbeats = 3;
const keptOutages = 50;

/**
 * Keeps the inference service running: starts it, watches its heartbeat, restarts it with back-off when it ends or
 * hangs, and remembers when it was down and why. `start` resolves once it answers for the first time and throws
 * `port_taken` or the service's own complaint when it cannot.
 */
export function superviseService(options: SupervisedServiceOptions): SupervisedService {
  const {
    entry,
    config,
    onStatus,
    log,
    readyWithinMs = 60_000,
    heartbeatMs = 5_000,
    graceMs = 3_500,
    now = Date.now,
  } = options;
  const backoff = createBackoff({ firstMs: 250, mostMs: 30_000 });
  let status: ServiceStatus = {
    state: 'stopped',
    url: null,
    pid: null,
    sinceMs: now(),
    restarts: 0,
    nextStartAtMs: null,
    message: null,
    outages: [],
  };
  let port = config.port;
  let child: Child | null = null;
  let retry: NodeJS.Timeout | undefined;
  let readyTimer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let complaint: { code: string; message: string } | null = null;
  let firstStart: { resolve(): void; reject(error: Error): void } | null = null;

  const update = (change: Partial<ServiceStatus>) => {
    const sinceMs = change.state !== undefined && change.state !== status.state ? now() : status.sinceMs;
    status = { ...status, sinceMs, ...change };
    onStatus(status);
  };

  const withOpenOutage = (reason: string): Outage[] =>
    status.outages.at(-1)?.toMs === null
      ? status.outages
      : [...status.outages, { fromMs: now(), toMs: null, reason }].slice(-keptOutages);

  const withClosedOutage = (): Outage[] => status.outages.map((outage) => ({ ...outage, toMs: outage.toMs ?? now() }));

  const stopTimers = () => {
    clearTimeout(retry);
    clearTimeout(readyTimer);
    clearTimeout(heartbeat);
  };

  function launch() {
    complaint = null;
    child = startChild({
      entry,
      env: { TELLTALE_SERVICE: JSON.stringify({ ...config, port }) },
      onMessage(message) {
        if (message.type === 'ready' && message.url !== null) becameReady(message.url);
        if (message.type === 'failed') complaint = message;
      },
      onExit: (exit) => ended(complaint?.message ?? describeExit(exit)),
    });
    update({ state: status.restarts === 0 ? 'starting' : 'restarting', pid: child.pid, nextStartAtMs: null });
    const launched = child;
    readyTimer = setTimeout(() => {
      complaint = { code: 'internal', message: `no answer within ${readyWithinMs / 1000} s of its start` };
      launched.kill();
    }, readyWithinMs);
  }

  function becameReady(url: string) {
    clearTimeout(readyTimer);
    // A port the system chose is kept over restarts: clients have it written down by now.
    port = Number(new URL(url).port);
    update({ state: 'running', url, message: null, outages: withClosedOutage() });
    firstStart?.resolve();
    firstStart = null;
    if (child) watch(child, url, 0, now());
  }

  /** Asks for /health every few seconds; a service that answers nothing for several beats is hung and is ended. */
  function watch(watched: Child, url: string, missed: number, startedMs: number) {
    heartbeat = setTimeout(async () => {
      const alive = await fetch(`${url}/health`, { signal: AbortSignal.timeout(heartbeatMs) }).then(
        async (reply) => (await reply.body?.cancel(), true),
        () => false,
      );
      if (child !== watched || status.state !== 'running') return;
      if (alive && now() - startedMs > settledMs) backoff.reset();
      const missedNow = alive ? 0 : missed + 1;
      if (missedNow < missedHeartbeats) return watch(watched, url, missedNow, startedMs);
      complaint = { code: 'internal', message: 'it stopped answering' };
      watched.kill();
    }, heartbeatMs);
  }

  function ended(reason: string) {
    child = null;
    stopTimers();
    if (status.state === 'stopping' || status.state === 'stopped') return;
    if (firstStart && complaint !== null) {
      update({ state: 'failed', pid: null, message: reason });
      firstStart.reject(new Error(reason));
      firstStart = null;
      return;
    }
    const waitMs = backoff.nextMs();
    log.warn(`The inference service ended (${reason}); next start in ${waitMs} ms.`);
    update({
      state: 'restarting',
      pid: null,
      message: reason,
      restarts: status.restarts + 1,
      nextStartAtMs: now() + waitMs,
      outages: withOpenOutage(reason),
    });
    retry = setTimeout(launch, waitMs);
  }

  return {
    name: 'inference service',
    status: () => status,
    async start() {
      if (!(await portIsFree(config.port, config.host))) {
        const owner = (await ownerOfPort(config.port)) ?? 'another process';
        throw new CodedError('port_taken', { port: config.port, owner });
      }
      await new Promise<void>((resolve, reject) => {
        firstStart = { resolve, reject };
        launch();
      });
    },
    async stop() {
      update({ state: 'stopping' });
      stopTimers();
      firstStart?.reject(new Error('stopped before it was ready'));
      firstStart = null;
      await child?.stop(graceMs);
      update({ state: 'stopped', pid: null, nextStartAtMs: null });
    },
  };
}
