import { Worker } from 'node:worker_threads';
import { CodedError, reasonOf } from '../shared/index.ts';
import type { ErrorParts, FromWorker, Inference, WorkerJob, WorkerSetup } from './worker-messages.ts';

/** A picture to classify and who wants to know. */
export interface Job {
  work: Omit<WorkerJob, 'id'>;
  resolve: (inference: Inference) => void;
  reject: (error: Error) => void;
}

export interface ThreadOptions {
  url: URL;
  setup: WorkerSetup;
  /** There is room for another job. */
  onFree: () => void;
  /** The worker died and is being replaced. */
  onCrash: (reason: string) => void;
  /** It could not be replaced; this will be tried again, ever less often. */
  onNoRestart: (reason: string) => void;
}

/** Two: the one it works on, and the next, so that it need not wait for it. More would be stuck if it died. */
const MOST_JOBS = 2;
const FIRST_RESTART_DELAY_MS = 250;
const LONGEST_RESTART_DELAY_MS = 10_000;

/** One worker thread, replaced when it dies: only the jobs it was busy with fail, with `model_failed`. */
export function createInferenceThread({ url, setup, onFree, onCrash, onNoRestart }: ThreadOptions) {
  const inFlight = new Map<number, Job>();
  let worker: Worker | null = null;
  let ready = false;
  let stopping = false;
  let nextId = 1;
  let restartDelayMs = FIRST_RESTART_DELAY_MS;
  let restartTimer: NodeJS.Timeout | undefined;

  function take(id: number): Job | undefined {
    const job = inFlight.get(id);
    inFlight.delete(id);
    return job;
  }

  /** Resolves when the worker is ready; rejects when it dies, or declares itself unusable, before that. */
  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(url, { workerData: setup });
      let cause: Error | null = null;
      worker = thread;
      thread.on('message', (message: FromWorker) => {
        switch (message.kind) {
          case 'ready':
            ready = true;
            restartDelayMs = FIRST_RESTART_DELAY_MS;
            resolve();
            return onFree();
          case 'unusable':
            cause = toError(message.error);
            return void thread.terminate();
          case 'done':
            take(message.id)?.resolve(message.inference);
            return onFree();
          case 'refused':
            take(message.id)?.reject(toError(message.error));
            return onFree();
        }
      });
      thread.on('error', (error) => (cause = error));
      thread.once('exit', (exitCode) => {
        const error = cause ?? new Error(`an inference worker ended with exit code ${exitCode}`);
        const wasReady = ready;
        worker = null;
        ready = false;
        failJobs(error);
        reject(error);
        if (!wasReady || stopping) return;
        onCrash(error.message);
        restartSoon();
      });
    });
  }

  function failJobs(cause: Error): void {
    const lost = [...inFlight.values()];
    inFlight.clear();
    for (const { reject } of lost) reject(new CodedError('model_failed', { reason: cause.message }, { cause }));
  }

  function restartSoon(): void {
    restartTimer = setTimeout(() => void restart(), restartDelayMs);
  }

  async function restart(): Promise<void> {
    try {
      await start();
    } catch (error) {
      if (stopping) return;
      restartDelayMs = Math.min(restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
      onNoRestart(reasonOf(error));
      restartSoon();
    }
  }

  return {
    start,
    isReady: () => ready,
    /** How many more jobs it can take now. */
    room: () => (ready ? MOST_JOBS - inFlight.size : 0),
    /** Only when there is room. The picture's bytes are transferred. */
    begin(job: Job): void {
      const id = nextId++;
      inFlight.set(id, job);
      worker!.postMessage({ id, ...job.work } satisfies WorkerJob, [job.work.bytes.buffer]);
    },
    /** Ends the worker at once; what it is busy with fails. */
    async stop(): Promise<void> {
      stopping = true;
      clearTimeout(restartTimer);
      await worker?.terminate();
    },
  };
}

const toError = ({ code, detail }: ErrorParts): CodedError => new CodedError(code, detail as never);

export type InferenceThread = ReturnType<typeof createInferenceThread>;
