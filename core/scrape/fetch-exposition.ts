import { STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Agent, interceptors, request, type Dispatcher } from 'undici';
import type { ExpositionFormat } from './exposition-parser.ts';

export interface Exposition {
  text: string;
  format: ExpositionFormat;
}

export interface FetchOptions {
  headers: Readonly<Record<string, string>>;
  bodyLimitBytes: number;
  timeoutMs: number;
  signal: AbortSignal;
}

const ACCEPT = 'application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

/** Connections to targets, kept alive between scrapes. Whoever makes one closes it. */
export const createScrapeAgent = (): Dispatcher =>
  new Agent({ keepAliveTimeout: 90_000, connections: 2 }).compose(interceptors.redirect({ maxRedirections: 10 }));

/**
 * Fetches exposition text. Throws when the target does not answer in time, answers other than 200, or sends more than
 * the limit (counted after unpacking), or bytes that are not UTF-8.
 */
export async function fetchExposition(agent: Dispatcher, url: string, options: FetchOptions): Promise<Exposition> {
  const { headers, bodyLimitBytes, timeoutMs, signal } = options;
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const ask = () =>
    request(url, {
      dispatcher: agent,
      signal: ended,
      headers: {
        accept: ACCEPT,
        'accept-encoding': 'gzip',
        'user-agent': 'Telltale',
        'x-prometheus-scrape-timeout-seconds': String(timeoutMs / 1000),
        ...headers,
      },
    });
  const reply = await ask().catch((error: unknown) => {
    // The target closed the idle connection just as it was used again: that says nothing about the target.
    if (isConnectionLost(error) && !ended.aborted) return ask();
    throw error;
  });
  if (reply.statusCode !== 200) {
    await reply.body.dump({ limit: 65_536 }).catch(() => {});
    throw new Error(`server returned HTTP status ${reply.statusCode} ${STATUS_CODES[reply.statusCode] ?? ''}`.trim());
  }
  const parts: Buffer[] = [];
  let size = 0;
  const collect = async (body: AsyncIterable<Buffer>): Promise<void> => {
    for await (const part of body) {
      size += part.length;
      if (size > bodyLimitBytes) throw new Error(`the body is larger than ${bodyLimitBytes} bytes`);
      parts.push(part);
    }
  };
  if (reply.headers['content-encoding'] === 'gzip') await pipeline(reply.body, createGunzip(), collect);
  else await pipeline(reply.body, collect);
  return { text: decodeUtf8(Buffer.concat(parts)), format: formatOf(String(reply.headers['content-type'] ?? '')) };
}

const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(String(error.code));

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Error('the body is not UTF-8 text');
  }
}

const formatOf = (contentType: string): ExpositionFormat =>
  contentType.trim().toLowerCase().startsWith('application/openmetrics-text') ? 'openmetrics' : 'text';
