import { Worker } from 'node:worker_threads';
import { type ResultSeries, unpackSeries } from './packed-series.ts';
import { type Engine, PromqlError, type QueryOptions, type QueryResult, type Value } from '../promql/index.ts';
import type { FromQueryWorker, Query, QueryErrorParts, QueryWorkerSetup, ToQueryWorker } from './query-messages.ts';
import { reasonOf, type Service } from '../shared/index.ts';

export interface QueryClientOptions {
  /** The script of the worker, query-worker.ts. */
  entry: URL;
  /** The store's file; the store itself must be open. */
  file: string;
  log: { warn(message: string): void; error(message: string): void };
  /** How long the worker may take to notice that a query is over before it is ended. */
  graceMs?: number;
}

/** A PromQL engine in a thread of its own. Queries asked before `start` or while it is restarted wait. */
export interface QueryClient extends Engine, Service {}

const DEFAULT_TIMEOUT_MS = 120_000;
/** Left alone, V8 lets it grow to 100 MB and keeps them; queries take no longer with less. */
const YOUNG_GENERATION_MB = 24;
const DEFAULT_GRACE_MS = 5000;
const FIRST_RESTART_DELAY_MS = 100;
const LONGEST_RESTART_DELAY_MS = 10_000;

interface Asked {
  id: number;
  query: Query;
  sent: boolean;
  /** Series that came so far. */
  series: ResultSeries[];
  resolve: (result: QueryResult) => void;
  reject: (error: Error) => void;
  /** Stops the timers of the query and stops listening to its caller. */
  release: () => void;
}

/**
 * Answers queries through a worker thread. A worker that dies is replaced, and the queries it was busy with fail. One that
 * does not let go of a query that timed out or was called off is ended, which ends the query for sure.
 */
export function createQueryClient(options: QueryClientOptions): QueryClient {
  const { entry, file, log, graceMs = DEFAULT_GRACE_MS } = options;
  const asked = new Map<number, Asked>();
  let worker: Worker | null = null;
  let ready = false;
  let stopping = false;
  let restartDelayMs = FIRST_RESTART_DELAY_MS;
  let restartTimer: NodeJS.Timeout | null = null;
  let lastId = 0;

  /** Resolves when the worker is ready, rejects when it dies before that. */
  function launch(): Promise<void> {
    return new Promise((resolve, reject) => {
      const current = new Worker(entry, {
        workerData: { file } satisfies QueryWorkerSetup,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      });
      let cause: unknown = null;
      worker = current;
      current.on('message', (message: FromQueryWorker) => {
        if (message.kind !== 'ready') return hear(message);
        ready = true;
        restartDelayMs = FIRST_RESTART_DELAY_MS;
        for (const one of asked.values()) post(one);
        resolve();
      });
      current.on('error', (error) => (cause = error));
      current.once('exit', (exitCode) => {
        const reason = cause === null ? `exit code ${exitCode}` : reasonOf(cause);
        const wasReady = ready;
        worker = null;
        ready = false;
        for (const one of asked.values()) {
          if (one.sent) settle(one, () => one.reject(lost(reason)));
        }
        if (!wasReady) reject(new Error(`The query worker cannot start: ${reason}`, { cause }));
        else if (!stopping) restart(reason);
      });
    });
  }

  function restart(reason: string): void {
    log.warn(`The query worker ended (${reason}); starting another.`);
    restartTimer = setTimeout(() => {
      restartTimer = null;
      launch().catch((error: unknown) => {
        restartDelayMs = Math.min(restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
        if (!stopping) restart(reasonOf(error));
      });
    }, restartDelayMs);
  }

  const tell = (message: ToQueryWorker) => worker?.postMessage(message);

  function post(one: Asked): void {
    if (!ready || one.sent) return;
    one.sent = true;
    tell({ kind: 'query', id: one.id, query: one.query });
  }

  function settle(one: Asked, conclude: () => void): void {
    asked.delete(one.id);
    one.release();
    conclude();
  }

  function hear(message: Exclude<FromQueryWorker, { kind: 'ready' }>): void {
    const one = asked.get(message.id);
    if (one === undefined) return;
    switch (message.kind) {
      case 'part':
        one.series.push(...unpackSeries(message.part));
        tell({ kind: 'more', id: one.id });
        return;
      case 'done': {
        const { warnings, infos } = message;
        const value = 'series' in message.value ? ({ ...message.value, series: one.series } as Value) : message.value;
        settle(one, () => one.resolve({ value, warnings, infos }));
        return;
      }
      case 'failed':
        if (message.error.stack) log.error(message.error.stack);
        settle(one, () => one.reject(toError(message.error)));
    }
  }

  function ask(query: Query, signal: AbortSignal | undefined): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      if (stopping || signal?.aborted) return reject(canceled());
      const one: Asked = { id: ++lastId, query, sent: false, series: [], resolve, reject, release: () => {} };
      const timeoutMs = query.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      let grace: NodeJS.Timeout | null = null;

      /** The caller hears now; the worker is told, and watched until it has let go. */
      const giveUp = (error: PromqlError) => {
        clearTimeout(timer);
        reject(error);
        if (!one.sent) return settle(one, () => {});
        tell({ kind: 'cancel', id: one.id });
        grace ??= setTimeout(() => void endStuckWorker(one), graceMs);
      };
      const onAbort = () => giveUp(canceled());
      // The worker keeps the time itself, with better words; this is for when it cannot.
      const timer = setTimeout(
        () => giveUp(new PromqlError('timeout', `query timed out after ${timeoutMs / 1000} s`)),
        timeoutMs + 250,
      );
      signal?.addEventListener('abort', onAbort, { once: true });
      one.release = () => {
        clearTimeout(timer);
        if (grace) clearTimeout(grace);
        signal?.removeEventListener('abort', onAbort);
      };
      asked.set(one.id, one);
      post(one);
    });
  }

  async function endStuckWorker({ query }: Asked): Promise<void> {
    log.warn(`The query worker did not let go of a query within ${graceMs} ms and is ended: ${query.text}`);
    await worker?.terminate();
  }

  return {
    name: 'query worker',
    start: launch,
    async stop() {
      stopping = true;
      if (restartTimer) clearTimeout(restartTimer);
      for (const one of asked.values()) settle(one, () => one.reject(canceled()));
      await worker?.terminate();
    },
    instant: (text, atMs, { signal, ...options } = {}) => ask({ kind: 'instant', text, atMs, options }, signal),
    range: (text, startMs, endMs, stepMs, { signal, ...options }: QueryOptions = {}) =>
      ask({ kind: 'range', text, startMs, endMs, stepMs, options }, signal),
  };
}

const canceled = () => new PromqlError('canceled', 'query was canceled');

const lost = (reason: string) =>
  new PromqlError('internal', `the thread that evaluates queries ended (${reason}); it is started again, try again`);

const toError = ({ errorType, message, place }: QueryErrorParts) =>
  new PromqlError(errorType, message, place ?? undefined);
