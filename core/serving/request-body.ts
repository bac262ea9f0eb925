import type { IncomingMessage } from 'node:http';
import { CodedError } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';

/**
 * Reads a body of at most `limit` bytes into memory of its own. Throws `body_too_large`, before a byte is read where
 * Content-Length says so, and `ClientGone`.
 */
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
    request.once('error', () => reject(new ClientGone()));
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
 * Reads on and throws away: a client that sends all before it listens then gets its answer instead of a reset, and can
 * use the connection again. The server's request timeout ends one that goes on and on.
 */
export function discardRest(request: IncomingMessage): void {
  request.resume();
}

function tooLarge(request: IncomingMessage, limit: number): CodedError {
  discardRest(request);
  return new CodedError('body_too_large', { limit: formatBytes(limit) });
}

export const formatBytes = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Number((bytes / 1024 / 1024).toFixed(1))} MiB` : `${Number((bytes / 1024).toFixed(1))} KiB`;
