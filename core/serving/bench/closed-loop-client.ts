/**
 * Worker thread of the benchmark: a closed loop over keep-alive connections, each sending the next request when the
 * last one is answered. Sends bytes made once and reads no more of an answer than its status and length, so that the
 * client takes as little as it can of the cores that the service is measured on.
 */
import { connect } from 'node:net';
import { parentPort } from 'node:worker_threads';

export interface LoopTask {
  port: number;
  path: string;
  body: Uint8Array;
  concurrency: number;
  durationMs: number;
}

/** Latencies of the answered requests, and how long all of it took. */
export interface LoopResult {
  latenciesMs: number[];
  elapsedMs: number;
  failures: number;
}

function requestBytes({ port, path, body }: LoopTask): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Bytes of a whole answer at the start of `received`, or 0 while it is incomplete. */
function answerLength(received: Buffer): number {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return 0;
  const length = /content-length: (\d+)/i.exec(received.toString('latin1', 0, headEnd))?.[1];
  if (length === undefined) throw new Error('The service answered without a content-length.');
  const total = headEnd + 4 + Number(length);
  return received.length >= total ? total : 0;
}

function loop(task: LoopTask, request: Buffer, endMs: number, result: LoopResult): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: task.port, host: '127.0.0.1', noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    let sentMs = 0;
    const send = () => {
      sentMs = performance.now();
      if (sentMs < endMs) socket.write(request);
      else socket.end(resolve);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (answerLength(received) === 0) return;
      if (received.toString('latin1', 9, 12) === '200') result.latenciesMs.push(performance.now() - sentMs);
      else result.failures++;
      received = Buffer.alloc(0);
      send();
    });
  });
}

parentPort!.on('message', async (task: LoopTask) => {
  const result: LoopResult = { latenciesMs: [], elapsedMs: 0, failures: 0 };
  const request = requestBytes(task);
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: task.concurrency }, () => loop(task, request, startMs + task.durationMs, result)),
  );
  result.elapsedMs = performance.now() - startMs;
  parentPort!.postMessage(result);
});
