import { CodedError } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';
import { createInferenceThread, type InferenceThread, type Job } from './inference-thread.ts';
import type { Inference, Picture, WorkerSetup } from './worker-messages.ts';

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

// Built, everything is flat .js; from source, Node strips the types of the .ts beside this file. Not written as
// `new Worker(new URL('./...'))`, which a bundler would take as its own to resolve.
const workerFile = import.meta.url.endsWith('.ts') ? './inference-worker.ts' : './inference-worker.js';

/** Worker threads behind one bounded queue, first come first served. */
export function createWorkerPool({ workers, maxWaiting, setup, workerUrl, onCrash = () => {} }: PoolOptions) {
  const url = workerUrl ?? new URL(workerFile, import.meta.url);
  const waiting = new Set<Job>();
  const threads: InferenceThread[] = Array.from({ length: workers }, () =>
    createInferenceThread({ url, setup, onFree: dispatch, onCrash, onNoRestart }),
  );

  const isReady = () => threads.some((thread) => thread.isReady());

  /** The thread with the most room, or null when none has any. */
  function freestThread(): InferenceThread | null {
    let best: InferenceThread | null = null;
    for (const thread of threads) if (thread.room() > (best?.room() ?? 0)) best = thread;
    return best;
  }

  function dispatch(): void {
    for (const job of waiting) {
      const thread = freestThread();
      if (thread === null) return;
      waiting.delete(job);
      thread.begin(job);
    }
  }

  /** What waits outlasts a crash, also that of the only worker, but must not hang when nobody can be brought back. */
  function onNoRestart(reason: string): void {
    onCrash(reason);
    if (!isReady()) failWaiting(new CodedError('model_failed', { reason }));
  }

  function failWaiting(error: CodedError): void {
    for (const job of waiting) job.reject(error);
    waiting.clear();
  }

  return {
    /** Starts every worker. Throws the first failure; `stop` then ends the others. */
    async start(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.start()));
    },

    /** Takes a picture on; its bytes are transferred, so the caller must not touch them again. Throws `queue_full`. */
    submit(picture: Picture, thumbnail = false): PendingInference {
      const { promise, resolve, reject } = Promise.withResolvers<Inference>();
      const job: Job = { work: { ...picture, thumbnail }, resolve, reject };
      // Those that wait come first; there is room only if none does.
      const thread = freestThread();
      if (thread !== null) thread.begin(job);
      else if (waiting.size < maxWaiting) waiting.add(job);
      else throw new CodedError('queue_full', { waiting: waiting.size });
      const cancel = () => {
        if (waiting.delete(job)) reject(new ClientGone());
      };
      return { result: promise, cancel };
    },

    /** Jobs waiting for a worker; those being worked on are not counted. */
    queueLength: () => waiting.size,

    /** Whether at least one worker can take a job now or soon. */
    isReady,

    /** Ends every worker at once; what is unanswered by then fails. */
    async stop(): Promise<void> {
      failWaiting(new CodedError('service_unavailable', { reason: 'it is stopping' }));
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

export type WorkerPool = ReturnType<typeof createWorkerPool>;
