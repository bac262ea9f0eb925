import { Client } from 'undici';
import type { Dispatcher } from 'undici';
import type { Outcome } from './outcome.ts';
import type { PreparedRequest } from './requests.ts';

export interface ConnectionOptions {
  /** Origin of the target, e.g. http://127.0.0.1:8000 */
  target: string;
  /** Sent with every request. */
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  /** Told of each connection that broke, with the code of its error. */
  onBroken?(code: string): void;
  /** False: a new socket for each request. */
  keepAlive: boolean;
}

/** One connection to the target, used for one request at a time and of no use once it is closed. */
export interface Connection {
  /** Sends a request and waits for the whole reply. Never rejects; null when `close` cut it short. */
  send(request: PreparedRequest): Promise<Outcome | null>;
  /** Ends the request in flight, if any, and the socket. */
  close(): void;
}

/**
 * The client of one slot. undici's own time-outs tick about every half second, so the limit is kept by a timer here; a
 * request that passes it takes its socket with it, connecting or not, and the next request begins on a new one.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { timeoutMs, keepAlive, onBroken = () => {} } = options;
  const own = Object.entries(options.headers).flat();
  const typed = Object.keys(options.headers).some((name) => name.toLowerCase() === 'content-type');
  const withBody = typed ? own : ['content-type', 'application/json', ...own];
  const connect = () => new Client(options.target, { headersTimeout: 0, bodyTimeout: 0, allowH2: false });
  let client = connect(); // opens its socket with the first request
  let giveUp: ((outcome: null) => boolean) | null = null;

  const dropClient = () => {
    client.destroy().catch(() => {}); // a socket that is already gone needs no second goodbye
  };

  return {
    send: ({ method, path, body }) =>
      new Promise((resolve) => {
        let settled = false; // a destroyed client reports late, when the next request is already on its way
        const settle = (outcome: Outcome | null): boolean => {
          if (settled) return false;
          settled = true;
          clearTimeout(timer);
          giveUp = null;
          resolve(outcome);
          return true;
        };
        const timer = setTimeout(() => {
          settle('timeout');
          dropClient();
          client = connect();
        }, timeoutMs);
        giveUp = settle;
        const headers = body === null ? own : withBody;
        client.dispatch({ method, path, headers, body, reset: !keepAlive }, createReply(settle, onBroken));
      }),
    close() {
      giveUp?.(null);
      dropClient();
    },
  };
}

/** Reads a reply to its end and tells how it went; the body is not kept. Calls after the first are of no effect. */
function createReply(
  settle: (outcome: Outcome) => boolean,
  onBroken: (code: string) => void,
): Dispatcher.DispatchHandler {
  let status = 0;
  return {
    onRequestStart() {},
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData() {},
    onResponseEnd: () => void settle(status),
    onResponseError(_controller, error: NodeJS.ErrnoException) {
      if (settle('network')) onBroken(error.code ?? error.name);
    },
  };
}
