import {
  CodedError,
  type CaptureQuery,
  type CaptureSeries,
  type CaptureTask,
  FromCapture,
  reasonOf,
  type ToCapture,
} from '../shared/index.ts';
import { describeExit, forkNode } from '../supervisor/index.ts';

export interface CaptureProcessOptions {
  /** The script of the process, renderer/capture/main.ts. */
  entry: URL;
  timeoutMs: number;
  /** Answers what the drawing asks. */
  answer(query: CaptureQuery, signal: AbortSignal): Promise<CaptureSeries[]>;
}

/** Of the JavaScript heap of the process; pixels come on top. */
const heapMegabytes = 512;

const calledOff = () => new CodedError('capture_failed', { reason: 'it was called off.' });

/** Draws one picture in a process of its own, and ends it. Rejects with a CodedError when it fails, hangs or is called off. */
export function drawInProcess(task: CaptureTask, options: CaptureProcessOptions, signal: AbortSignal): Promise<Buffer> {
  const { entry, timeoutMs, answer } = options;
  if (signal.aborted) return Promise.reject(calledOff());
  return new Promise((resolve, reject) => {
    const child = forkNode(entry, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
    });
    const queries = new AbortController();
    const fail = (reason: string) => reject(new CodedError('capture_failed', { reason }));
    const tell = (message: ToCapture) => {
      if (child.connected) child.send(message, () => {});
    };

    async function reply(id: number, query: CaptureQuery) {
      try {
        tell({ type: 'answer', id, series: await answer(query, queries.signal) });
      } catch (error) {
        tell({ type: 'unanswered', id, reason: reasonOf(error) });
      }
    }

    const end = () => child.kill('SIGKILL');
    const onAbort = () => {
      reject(calledOff());
      end();
    };
    const patience = setTimeout(() => {
      fail(`it took longer than ${timeoutMs / 1000} s. Choose a shorter range of time, or one panel.`);
      end();
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });

    child.on('message', (raw) => {
      const read = FromCapture.safeParse(raw);
      if (!read.success) return;
      const message = read.data;
      switch (message.type) {
        case 'ready':
          return tell({ type: 'task', task });
        case 'ask':
          return void reply(message.id, message.query);
        case 'picture':
          resolve(Buffer.from(message.png));
          return end();
        case 'refused':
          reject(new CodedError('bad_request', { reason: message.reason }));
          return end();
        case 'failed':
          fail(message.reason);
          return end();
      }
    });
    child.once('error', (error) => fail(reasonOf(error)));
    child.once('exit', (code, killedBy) => {
      clearTimeout(patience);
      signal.removeEventListener('abort', onAbort);
      queries.abort();
      fail(`the process that draws ended (${describeExit({ code, signal: killedBy })}).`);
    });
  });
}
