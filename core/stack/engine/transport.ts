import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { CodedError, reasonOf } from '../../shared/index.ts';
import { addressOf, type Endpoint } from './endpoints.ts';

/** One request of the engine's HTTP API. */
export interface EngineRequest {
  /** What a person would call it, after "could not": "start the container telltale-prometheus". */
  doing: string;
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | object | undefined>;
  body?: object;
  signal?: AbortSignal | undefined;
  /** Most time until the reply begins; null waits for as long as it takes. */
  timeoutMs?: number | null;
}

/** HTTP over the engine's socket. Throws `engine_unreachable` when nobody answers, `engine_refused` when it says no. */
export interface Transport {
  readonly address: string;
  json<T>(ask: EngineRequest, schema: z.ZodType<T>): Promise<T>;
  text(ask: EngineRequest): Promise<string>;
  /** The reply as it comes; whoever takes it reads it to its end or destroys it. */
  stream(ask: EngineRequest): Promise<IncomingMessage>;
}

const usualTimeoutMs = 20_000;
const Refusal = z.looseObject({ message: z.string() });

/**
 * Paths carry no API version: every engine then speaks its own newest one, and Docker 29 no longer has to know what
 * was current when this was written.
 */
export function createTransport(endpoint: Exclude<Endpoint, { kind: 'unusable' }>): Transport {
  const address = addressOf(endpoint);
  const target =
    endpoint.kind === 'socket' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };

  function send({ method = 'GET', path, query, body, signal, timeoutMs = usualTimeoutMs }: EngineRequest) {
    return new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(
        {
          ...target,
          method,
          path: withQuery(path, query),
          headers: { host: 'engine', ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(signal ? { signal } : {}),
          agent: false,
        },
        (reply) => {
          clearTimeout(patience);
          resolve(reply);
        },
      );
      const patience =
        timeoutMs === null
          ? undefined
          : setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
      sent.on('error', (error) => {
        clearTimeout(patience);
        reject(error);
      });
      sent.end(body ? JSON.stringify(body) : undefined);
    });
  }

  async function stream(ask: EngineRequest): Promise<IncomingMessage> {
    const reply = await send(ask).catch((error: unknown) => {
      if (ask.signal?.aborted) throw error;
      throw new CodedError('engine_unreachable', { address, reason: whyUnreachable(error) }, { cause: error });
    });
    const status = reply.statusCode ?? 0;
    if (status < 400) return reply;
    const said = await text(reply);
    throw new CodedError('engine_refused', { doing: ask.doing, reason: refusalOf(said) || `status ${status}`, status });
  }

  async function whole(ask: EngineRequest): Promise<string> {
    const reply = await stream(ask);
    return text(reply).catch((error: unknown) => {
      if (ask.signal?.aborted) throw error;
      throw new CodedError('engine_unreachable', { address, reason: whyUnreachable(error) }, { cause: error });
    });
  }

  return {
    address,
    stream,
    text: whole,
    async json(ask, schema) {
      const said = await whole(ask);
      const read = schema.safeParse(said === '' ? undefined : parseJson(said));
      if (read.success) return read.data;
      const reason = `its reply is not as documented (${z.prettifyError(read.error).split('\n', 1)[0]})`;
      throw new CodedError('engine_refused', { doing: ask.doing, reason, status: 200 }, { cause: read.error });
    },
  };
}

function withQuery(path: string, query: EngineRequest['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const pairs = new URLSearchParams(given.map(([name, value]): [string, string] => [name, asText(value)]));
  return pairs.size > 0 ? `${path}?${pairs.toString()}` : path;
}

function parseJson(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}

/** Docker and Podman both answer `{"message": …}`. */
function refusalOf(said: string): string {
  const read = Refusal.safeParse(parseJson(said));
  return (read.success ? read.data.message : said).trim().replace(/\.$/, '');
}

/** Why a socket does not answer, in words for a person. */
export function whyUnreachable(error: unknown): string {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'ENOENT':
      return 'there is no such socket';
    case 'ECONNREFUSED':
      return 'nobody listens there: the engine is not running';
    case 'EACCES':
    case 'EPERM':
      return 'you may not use it: add yourself to the group that owns it (usually "docker") and log in again';
    case 'ECONNRESET':
      return 'the engine ended in the middle of the answer';
    default:
      return reasonOf(error);
  }
}

/** Whether the engine refused because there is no such thing (container, network, image, volume). */
export const isNotThere = (error: unknown): boolean =>
  error instanceof CodedError &&
  error.code === 'engine_refused' &&
  (error as CodedError<'engine_refused'>).detail.status === 404;
