import { Worker } from 'node:worker_threads';
import type { DriftLabAnswer, DriftLabTask } from './drift-lab-messages.ts';
import {
  CodedError,
  DriftResult,
  type DriftStreamRequest,
  type DriftTestRequest,
  type Service,
} from '../shared/index.ts';

interface DriftLabOptions {
  /** The script of the worker, drift-lab-worker.ts. */
  entry: URL;
  timeoutMs?: number;
  /** Computations at once; some more wait for their turn. */
  most?: number;
  mostWaiting?: number;
  /** How far a computation is, 0..1, by the name its request gave it. */
  onProgress?(run: string, share: number): void;
}

interface Asked {
  /** Aborted when nobody waits for the result any more: the computation is then ended. */
  signal?: AbortSignal;
}

const STOPPED = 'The computation was stopped before it was done.';

/** Drift tests on data that is handed in, each in a thread of its own, so that they delay neither scrapes nor pages. */
export function createDriftLab({
  entry,
  timeoutMs = 120_000,
  most = 2,
  mostWaiting = 32,
  onProgress = () => {},
}: DriftLabOptions) {
  const busy = new Set<Worker>();
  const waiting: { begin(): void; giveUp(): void }[] = [];

  async function compute(task: DriftLabTask, { signal }: Asked): Promise<unknown> {
    if (busy.size >= most) {
      if (waiting.length >= mostWaiting) throw new CodedError('queue_full', { waiting: waiting.length });
      await new Promise<void>((begin, reject) => {
        waiting.push({
          begin,
          giveUp: () => reject(new CodedError('service_unavailable', { reason: 'it is stopping' })),
        });
      });
    }
    if (signal?.aborted) {
      waiting.shift()?.begin();
      throw new CodedError('bad_request', { reason: STOPPED });
    }
    return run(task, signal);
  }

  function run(task: DriftLabTask, signal: AbortSignal | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: task });
      busy.add(worker);
      const patience = setTimeout(() => {
        const reason = `The computation took longer than ${timeoutMs / 1000} s and was ended. Give fewer rows, or ask for fewer bootstraps, permutations or epochs.`;
        reject(new CodedError('bad_request', { reason }));
        void worker.terminate();
      }, timeoutMs);
      const stop = () => {
        reject(new CodedError('bad_request', { reason: STOPPED }));
        void worker.terminate();
      };
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', (answer: DriftLabAnswer) => {
        const { run } = task.request;
        if (answer.kind === 'progress') {
          if (run !== undefined) onProgress(run, answer.share);
        } else if (answer.kind === 'result') resolve(answer.result);
        else if (answer.kind === 'refused') reject(new CodedError('bad_request', { reason: answer.reason }));
        else reject(new Error(answer.reason));
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', stop);
        busy.delete(worker);
        waiting.shift()?.begin();
        reject(new Error('the drift computation ended without an answer'));
      });
    });
  }

  const service: Service = {
    name: 'drift lab',
    start: async () => {},
    async stop() {
      for (const one of waiting.splice(0)) one.giveUp();
      await Promise.all(Array.from(busy, (worker) => worker.terminate()));
    },
  };

  return {
    service,
    handlers: {
      driftTest: async (request: DriftTestRequest, asked: Asked = {}) =>
        DriftResult.parse(await compute({ kind: 'test', request }, asked)),
      driftStream: async (request: DriftStreamRequest, asked: Asked = {}) =>
        (await compute({ kind: 'stream', request }, asked)) as { results: DriftResult[] },
    },
  };
}
