import { STATUS_CODES } from 'node:http';
import { Agent, type Dispatcher, request } from 'undici';
import { readRetryAfter } from '../back-off.ts';
import { explainNetworkError, quoteLine } from './network-error.ts';
import type { SendOutcome } from './sender.ts';

export interface HttpPost {
  /** Posts JSON once and says how it went. */
  post(
    url: string,
    body: unknown,
    options: { authorization?: string | null; signal: AbortSignal },
  ): Promise<SendOutcome>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** What is read of a reply: enough to quote it. */
const REPLY_BYTES = 4_096;

/**
 * Posts to addresses that a person chose. Redirects are not followed, so that neither alerts nor credentials end up
 * elsewhere; a user and password in the address become a header and never a log line.
 */
export function createHttpPost({ timeoutMs = TIMEOUT_MS } = {}): HttpPost {
  const agent = new Agent({ connections: 2, keepAliveTimeout: 10_000, connect: { timeout: timeoutMs } });
  return {
    async post(url, body, { authorization, signal }) {
      const { address, credentials } = splitCredentials(url);
      const header = authorization ?? credentials;
      try {
        const reply = await request(address, {
          dispatcher: agent,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'Telltale',
            ...(header === null ? {} : { authorization: header }),
          },
          body: JSON.stringify(body),
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        return outcomeOf(reply, await readSome(reply.body), address);
      } catch (error) {
        return { ok: false, retry: true, note: explainNetworkError(error, address.host, timeoutMs) };
      }
    },
    close: () => agent.close(),
  };
}

function splitCredentials(url: string): { address: URL; credentials: string | null } {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  if (username === '' && password === '') return { address, credentials: null };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, credentials: `Basic ${Buffer.from(pair).toString('base64')}` };
}

async function readSome(body: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size >= REPLY_BYTES) break; // leaving the loop ends the reply
  }
  return Buffer.concat(parts).subarray(0, REPLY_BYTES).toString('utf8');
}

function outcomeOf({ statusCode, headers }: Dispatcher.ResponseData, text: string, address: URL): SendOutcome {
  if (statusCode >= 200 && statusCode < 300) return { ok: true, note: null };
  const said = quoteLine(text);
  const answered = `${address.host} answered ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim();
  if (statusCode >= 300 && statusCode < 400)
    return { ok: false, retry: false, note: redirected(answered, headers, address) };
  const isPassing = statusCode >= 500 || statusCode === 429;
  const asked = headers['retry-after'];
  return {
    ok: false,
    retry: isPassing,
    note: said === '' ? `${answered}.` : `${answered}: ${said}`,
    retryAfterMs: readRetryAfter(typeof asked === 'string' ? asked : undefined, Date.now()),
  };
}

/** Where it points to is named by its host alone: the rest may be a secret. */
function redirected(answered: string, headers: Dispatcher.ResponseData['headers'], address: URL): string {
  const { location } = headers;
  const target =
    typeof location === 'string' && URL.canParse(location, address.href) ? new URL(location, address) : null;
  const place = target ? ` ${target.protocol}//${target.host}` : ' another address';
  return `${answered} and points to${place}. Redirects are not followed: give the final address.`;
}
