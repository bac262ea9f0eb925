import type { IncomingMessage } from 'node:http';
import { CodedError } from '../shared/index.ts';

/** How long a sender may go on with a body that was refused already, before its connection is cut. */
const DISCARD_WITHIN_MS = 10_000;

/** Reads a body of at most `limit` bytes into memory of its own. Throws `body_too_large`. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge(request, limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData);
      reject(tooLarge(request, limit));
    };
    request.on('data', onData);
    request.once('end', () => resolve(ownCopy(chunks, length)));
    request.once('error', reject);
  });
}

/** A copy that shares its memory with nothing (Node's own concat may use a pool), so that it can be transferred. */
function ownCopy(chunks: Buffer[], length: number): Buffer<ArrayBuffer> {
  const body = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(body, at);
  return body;
}

/**
 * The rest of a refused body is read and thrown away, so that a client which sends all before it listens gets its
 * answer instead of a reset, and the connection can go on. One that does not come to an end is cut off.
 */
export function discardRest(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), DISCARD_WITHIN_MS);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
  request.resume();
}

function tooLarge(request: IncomingMessage, limit: number): CodedError {
  discardRest(request);
  return new CodedError('body_too_large', { limit: formatBytes(limit) });
}

export const formatBytes = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Number((bytes / 1024 / 1024).toFixed(1))} MiB` : `${Math.ceil(bytes / 1024)} KiB`;
