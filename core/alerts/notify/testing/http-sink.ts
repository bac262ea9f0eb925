import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface HttpSink {
  url: string;
  received: Received[];
  /** Answers from now on. The default says 200. */
  answer: (response: ServerResponse, received: Received) => void;
  close(): Promise<void>;
}

/** A local HTTP server that takes JSON and remembers it. */
export async function startHttpSink(port = 0): Promise<HttpSink> {
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const received = { path: request.url ?? '', headers: request.headers, body };
      sink.received.push(received);
      sink.answer(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const sink: HttpSink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: (response) => response.end('ok'),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return sink;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString());
}
