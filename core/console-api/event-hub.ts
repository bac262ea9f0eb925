import type { ServerResponse } from 'node:http';
import type { ConsoleEvent } from '../shared/index.ts';

/** Longer than this without a word and proxies or the page would think the line dead. */
const heartbeatMs = 15_000;
/** A reader that lets this much pile up is gone or asleep: it reconnects and reads the state afresh. */
const mostBufferedBytes = 1_000_000;

/** The one event stream: what is published goes to every page that listens. */
export interface EventHub {
  publish(event: ConsoleEvent): void;
  /** Writes events to `response` until either side ends it. `greeting` goes first, so a page starts with the present. */
  attach(response: ServerResponse, greeting: ConsoleEvent[]): void;
  /** How many pages listen. */
  readers(): number;
  close(): void;
}

export function createEventHub(): EventHub {
  const readers = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const reader of readers) reader.write(': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  const format = (event: ConsoleEvent) => `data: ${JSON.stringify(event)}\n\n`;

  return {
    publish(event) {
      const text = format(event);
      for (const reader of readers) {
        if (reader.writableLength > mostBufferedBytes) reader.destroy();
        else reader.write(text);
      }
    },
    attach(response, greeting) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(`retry: 1000\n\n${greeting.map(format).join('')}`);
      readers.add(response);
      response.on('close', () => readers.delete(response));
    },
    readers: () => readers.size,
    close() {
      clearInterval(heartbeat);
      for (const reader of readers) reader.end();
      readers.clear();
    },
  };
}
