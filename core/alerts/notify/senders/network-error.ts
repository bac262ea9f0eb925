import { reasonOf } from '../../../shared/index.ts';

const QUOTED = 200;

/** One line of what somebody else said, without control characters and not too long. */
export function quoteLine(text: string): string {
  const line = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
}

const lateCodes = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT'];

/** What went wrong on the way to a host, as a sentence. */
export function explainNetworkError(error: unknown, host: string, timeoutMs: number): string {
  // Several addresses of one name were tried: the first failure stands for all.
  const first = error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error;
  const said = reasonOf(first);
  const code = String((first as { code?: unknown }).code);
  // A mail client has codes of its own, and the system's in its words.
  if (code === 'ECONNREFUSED' || /\bECONNREFUSED\b/.test(said)) return `Nothing listens at ${host}.`;
  if (/^(ENOTFOUND|EAI_AGAIN|EDNS)$/.test(code)) return `The name of ${host} is not known.`;
  const isLate = first instanceof DOMException && first.name === 'TimeoutError';
  if (isLate || lateCodes.includes(code)) return `${host} did not answer within ${timeoutMs / 1000} s.`;
  return `${host} cannot be reached: ${quoteLine(said)}.`;
}
