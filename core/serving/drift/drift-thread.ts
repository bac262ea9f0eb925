import { Worker } from 'node:worker_threads';
import { reasonOf } from '../../shared/index.ts';
import type { DriftSetup, FromDriftWorker, ToDriftWorker } from './drift-messages.ts';

export interface DriftThreadOptions {
  /** Asked anew for every thread: a replacement is told what was chosen meanwhile. */
  setup(): DriftSetup;
  onMessage(message: FromDriftWorker): void;
  /** The thread died; what it had not answered is lost. It is replaced after a pause. */
  onCrash(reason: string): void;
  /** Where the worker's code is; tests name another. */
  url?: URL;
}

// Built, everything is flat .js; from source, Node strips the types of the .ts beside this file.
const workerFile = import.meta.url.endsWith('.ts') ? './drift-worker.ts' : './drift-worker.js';
const workerUrl = new URL(workerFile, import.meta.url);
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A thread that lived this long was healthy: the next death starts with the short pause again. */
const HEALTHY_MS = 60_000;

/** One worker thread for the drift detector, replaced when it dies. */
export function createDriftThread({ setup, onMessage, onCrash, url = workerUrl }: DriftThreadOptions) {
  let worker: Worker | null = null;
  let restart: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let stopping = false;

  function start(): void {
    const thread = new Worker(url, { workerData: setup() });
    const startedMs = performance.now();
    let reason = '';
    worker = thread;
    thread.on('message', onMessage);
    thread.on('error', (error) => (reason = reasonOf(error)));
    thread.once('exit', (code) => {
      worker = null;
      if (stopping) return;
      onCrash(reason || `it ended with exit code ${code}`);
      if (performance.now() - startedMs > HEALTHY_MS) pauseMs = FIRST_PAUSE_MS;
      restart = setTimeout(start, pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    });
  }

  return {
    start,
    /** False when there is no thread at the moment. */
    send(message: ToDriftWorker, transfer: ArrayBuffer[] = []): boolean {
      worker?.postMessage(message, transfer);
      return worker !== null;
    },
    async stop(): Promise<void> {
      stopping = true;
      clearTimeout(restart);
      await worker?.terminate();
    },
  };
}
