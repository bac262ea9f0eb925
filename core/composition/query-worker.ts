import { parentPort, workerData } from 'node:worker_threads';
import { buffersOf, packSeries } from './packed-series.ts';
import { createEngine, PromqlError, type QueryResult } from '../promql/index.ts';
import type { FromQueryWorker, Query, QueryErrorParts, QueryWorkerSetup, ToQueryWorker } from './query-messages.ts';
import { reasonOf } from '../shared/index.ts';
import { openStoreReader } from '../store/index.ts';

/**
 * A worker thread that answers PromQL queries from its own read-only connection to the store: a heavy query delays neither
 * a scrape nor an alert. query-client.ts is the other end.
 */
if (parentPort === null) throw new Error('query-worker is to be started as a worker thread.');
const port = parentPort;
const { file } = workerData as QueryWorkerSetup;

/** Queries that run at once, in turns of some milliseconds; further ones wait. Each may hold a great many samples. */
const MOST_RUNNING = 8;
/** Series sent at once. The monitor takes about a microsecond for the labels of each, and must not be held up. */
const SERIES_PER_PART = 4096;
const DEFAULT_TIMEOUT_MS = 120_000;

interface Job {
  id: number;
  query: Query;
  arrivedMs: number;
  caller: AbortController;
  /** Called when the last part was taken in. */
  takenIn: () => void;
}

const engine = createEngine(openStoreReader(file));
const jobs = new Map<number, Job>();
const waiting: Job[] = [];
let running = 0;

const send = (message: FromQueryWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

port.on('message', (message: ToQueryWorker) => {
  const job = message.kind === 'query' ? null : jobs.get(message.id);
  switch (message.kind) {
    case 'query': {
      const { id, query } = message;
      const job: Job = { id, query, arrivedMs: performance.now(), caller: new AbortController(), takenIn: () => {} };
      jobs.set(id, job);
      waiting.push(job);
      runNext();
      return;
    }
    case 'cancel':
      if (job) cancel(job);
      return;
    case 'more':
      job?.takenIn();
  }
});

function cancel(job: Job): void {
  job.caller.abort();
  job.takenIn();
  const at = waiting.indexOf(job);
  if (at < 0) return;
  waiting.splice(at, 1);
  jobs.delete(job.id);
  send({ kind: 'failed', id: job.id, error: partsOf(canceled()) });
}

const canceled = () => new PromqlError('canceled', 'query was canceled');

function runNext(): void {
  const job = running < MOST_RUNNING ? waiting.shift() : undefined;
  if (job === undefined) return;
  running++;
  void answer(job).finally(() => {
    running--;
    jobs.delete(job.id);
    runNext();
  });
}

async function answer(job: Job): Promise<void> {
  try {
    await sendResult(job, await evaluate(job));
  } catch (error) {
    send({ kind: 'failed', id: job.id, error: partsOf(error) });
  }
}

async function evaluate({ query, arrivedMs, caller }: Job): Promise<QueryResult> {
  // Waiting for a turn counts as part of the time that a query has.
  const givenMs = query.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timeoutMs = givenMs - (performance.now() - arrivedMs);
  if (timeoutMs <= 0) throw new PromqlError('timeout', `query timed out after ${givenMs / 1000} s in the queue`);
  const options = { ...query.options, timeoutMs, signal: caller.signal };
  return query.kind === 'instant'
    ? engine.instant(query.text, query.atMs, options)
    : engine.range(query.text, query.startMs, query.endMs, query.stepMs, options);
}

async function sendResult(job: Job, { value, warnings, infos }: QueryResult): Promise<void> {
  const { id, caller } = job;
  if ('series' in value) {
    for (let from = 0; from < value.series.length; from += SERIES_PER_PART) {
      const part = packSeries(value, from, from + SERIES_PER_PART);
      const { promise, resolve } = Promise.withResolvers<void>();
      job.takenIn = resolve;
      send({ kind: 'part', id, part }, buffersOf(part));
      if (from + SERIES_PER_PART >= value.series.length) break;
      await promise;
      if (caller.signal.aborted) throw canceled();
    }
  }
  send({ kind: 'done', id, value: 'series' in value ? { ...value, series: [] } : value, warnings, infos });
}

function partsOf(error: unknown): QueryErrorParts {
  if (error instanceof PromqlError) {
    const { errorType, message, position, span } = error;
    return { errorType, message, place: position && span ? { position, span } : null, stack: null };
  }
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  return { errorType: 'internal', message: `the query could not be evaluated: ${reasonOf(error)}`, place: null, stack };
}

send({ kind: 'ready' });
