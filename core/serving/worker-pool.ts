import { Worker } from 'node:worker_threads';
import { CodedError, reasonOf } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';
import type { ErrorParts, FromWorker, Inference, Picture, WorkerJob, WorkerSetup } from './worker-messages.ts';

export interface PoolOptions {
  workers: number;
  /** How many jobs may wait for a worker; one more is refused. */
  maxWaiting: number;
  setup: WorkerSetup;
  /** Where the worker's code is; tests name another. */
  workerUrl?: URL;
  /** Told of every worker that died, and why. */
  onCrash?: (reason: string) => void;
}

export interface PendingInference {
  /** Rejects with the codes of inference-worker.ts, `model_failed` if its worker died, `ClientGone` if called off. */
  result: Promise<Inference>;
  /** Takes the job out of the queue if it still waits there; one that has begun runs to its end unheard. */
  cancel(): void;
}

/** Two: while a worker runs one picture through the model, the next is being decoded. More would only wait there. */
const JOBS_PER_WORKER = 2;
const FIRST_RESTART_DELAY_MS = 250;
const LONGEST_RESTART_DELAY_MS = 10_000;

// Built, everything is flat .js; from source, Node strips the types of the .ts beside this file. Not written as
// `new URL('./...')` inside `new Worker(...)`, which a bundler would take as its own to resolve.
const workerFile = import.meta.url.endsWith('.ts') ? './inference-worker.ts' : './inference-worker.js';

interface Job {
  work: Omit<WorkerJob, 'id'>;
  resolve: (inference: Inference) => void;
  reject: (error: Error) => void;
}

interface Slot {
  worker: Worker | null;
  ready: boolean;
  inFlight: Map<number, Job>;
  restartDelayMs: number;
  restartTimer: NodeJS.Timeout | null;
}

/**
 * Worker threads behind one bounded queue, first come first served. A worker that dies is replaced, and only the jobs
 * it was busy with fail.
 */
export function createWorkerPool({ workers, maxWaiting, setup, workerUrl, onCrash = () => {} }: PoolOptions) {
  const url = workerUrl ?? new URL(workerFile, import.meta.url);
  const slots: Slot[] = Array.from({ length: workers }, () => ({
    worker: null,
    ready: false,
    inFlight: new Map(),
    restartDelayMs: FIRST_RESTART_DELAY_MS,
    restartTimer: null,
  }));
  const waiting = new Set<Job>();
  let nextId = 1;
  let stopping = false;

  /** Starts a worker; resolves when it is ready, rejects when it dies or declares itself unusable before that. */
  function startWorker(slot: Slot): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(url, { workerData: setup });
      let cause: Error | null = null;
      slot.worker = worker;
      worker.on('message', (message: FromWorker) => {
        switch (message.kind) {
          case 'ready':
            slot.ready = true;
            slot.restartDelayMs = FIRST_RESTART_DELAY_MS;
            dispatch();
            resolve();
            return;
          case 'unusable':
            cause = toError(message.error);
            void worker.terminate();
            return;
          case 'done':
            settle(slot, message.id)?.resolve(message.inference);
            dispatch();
            return;
          case 'refused':
            settle(slot, message.id)?.reject(toError(message.error));
            dispatch();
        }
      });
      worker.on('error', (error) => (cause = error));
      worker.once('exit', (exitCode) => {
        const error = cause ?? new Error(`an inference worker ended with exit code ${exitCode}`);
        const wasReady = slot.ready;
        slot.worker = null;
        slot.ready = false;
        const lost = [...slot.inFlight.values()];
        slot.inFlight.clear();
        for (const job of lost)
          job.reject(new CodedError('model_failed', { reason: reasonOf(error) }, { cause: error }));
        if (!wasReady) reject(error);
        else if (!stopping) replace(slot, error);
      });
    });
  }

  function replace(slot: Slot, error: Error): void {
    onCrash(reasonOf(error));
    slot.restartTimer = setTimeout(() => {
      slot.restartTimer = null;
      startWorker(slot).catch((again: unknown) => {
        if (stopping) return;
        slot.restartDelayMs = Math.min(slot.restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
        failWaitingIfNobodyIsLeft(reasonOf(again));
        replace(slot, again instanceof Error ? again : new Error(String(again)));
      });
    }, slot.restartDelayMs);
  }

  /** Jobs outlast one crash in the queue, but must not hang when workers cannot be brought back. */
  function failWaitingIfNobodyIsLeft(reason: string): void {
    if (!slots.some((slot) => slot.ready)) failWaiting(new CodedError('model_failed', { reason }));
  }

  function failWaiting(error: CodedError): void {
    for (const job of waiting) job.reject(error);
    waiting.clear();
  }

  function settle(slot: Slot, id: number): Job | undefined {
    const job = slot.inFlight.get(id);
    slot.inFlight.delete(id);
    return job;
  }

  function freestSlot(): Slot | null {
    let best: Slot | null = null;
    for (const slot of slots) {
      const free = slot.ready && slot.inFlight.size < JOBS_PER_WORKER;
      if (free && (best === null || slot.inFlight.size < best.inFlight.size)) best = slot;
    }
    return best;
  }

  function dispatch(): void {
    for (const job of waiting) {
      const slot = freestSlot();
      if (slot === null) return;
      waiting.delete(job);
      begin(slot, job);
    }
  }

  function begin(slot: Slot, job: Job): void {
    const id = nextId++;
    slot.inFlight.set(id, job);
    slot.worker!.postMessage({ id, ...job.work } satisfies WorkerJob, [job.work.bytes.buffer]);
  }

  return {
    /** Starts every worker. Throws the first failure; `stop` then ends the others. */
    async start(): Promise<void> {
      await Promise.all(slots.map(startWorker));
    },

    /**
     * Takes a picture on; its bytes are transferred, so the caller must not touch them again. Throws `queue_full`.
     */
    submit(picture: Picture, thumbnail = false): PendingInference {
      const { promise, resolve, reject } = Promise.withResolvers<Inference>();
      const job: Job = { work: { ...picture, thumbnail }, resolve, reject };
      const slot = waiting.size === 0 ? freestSlot() : null;
      if (slot !== null) begin(slot, job);
      else if (waiting.size >= maxWaiting) throw new CodedError('queue_full', { waiting: waiting.size });
      else waiting.add(job);
      const cancel = () => {
        if (waiting.delete(job)) reject(new ClientGone());
      };
      return { result: promise, cancel };
    },

    /** Jobs waiting for a worker; those being worked on are not counted. */
    queueLength: () => waiting.size,

    /** Whether at least one worker can take a job now or soon. */
    isReady: () => slots.some((slot) => slot.ready),

    /** Ends every worker at once; what is unanswered by then fails. */
    async stop(): Promise<void> {
      stopping = true;
      failWaiting(new CodedError('service_unavailable', { reason: 'it is stopping' }));
      await Promise.all(
        slots.map(async ({ worker, restartTimer }) => {
          if (restartTimer) clearTimeout(restartTimer);
          await worker?.terminate();
        }),
      );
    },
  };
}

const toError = ({ code, detail }: ErrorParts): CodedError => new CodedError(code, detail as never);

export type WorkerPool = ReturnType<typeof createWorkerPool>;
