import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { LoadPlan } from '../shared/index.ts';
import type { ClosedSchedule, LoadTask, OpenSchedule } from '../shared/index.ts';

export interface Target {
  origin: string;
  port: number;
  server: Server;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real HTTP server on loopback for the tests of this room: `answer` gets each request with its whole body. */
export function startTarget(answer: Answer, port = 0): Promise<Target> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts).toString()));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ origin: `http://127.0.0.1:${port}`, port, server, close });
    });
  });
}

/** Answers 200 at once. */
export const ok: Answer = (_request, response) => {
  response.setHeader('content-type', 'application/json').end('{"prediction":"Soup"}');
};

/** A plan with the given stages, e.g. `[1, 500]`: concurrency and milliseconds. */
export const planOf = (
  stages: [concurrency: number, durationMs: number][],
  rest: Partial<z.input<typeof LoadPlan>> = {},
): LoadPlan => LoadPlan.parse({ name: 'test', title: 'Test', schedule: closed(stages), ...rest });

export const closed = (stages: [concurrency: number, durationMs: number][]): ClosedSchedule => ({
  kind: 'closed',
  stages: stages.map(([concurrency, durationMs]) => ({ concurrency, durationMs })),
});

/** An open schedule with stages like `[20, 50, 1000]`: from and to per second, and milliseconds. */
export const open = (
  stages: [fromPerSecond: number, toPerSecond: number, durationMs: number][],
  rest: Partial<OpenSchedule> = {},
): OpenSchedule => ({
  kind: 'open',
  stages: stages.map(([fromPerSecond, toPerSecond, durationMs]) => ({ fromPerSecond, toPerSecond, durationMs })),
  arrivals: 'even',
  maxInFlight: 200,
  ...rest,
});

export const taskOf = (target: string, plan: LoadPlan, imageFiles = [['unread.jpg']]): LoadTask => ({
  runId: 'run-1',
  plan,
  target,
  apiKey: null,
  imageFiles,
});
