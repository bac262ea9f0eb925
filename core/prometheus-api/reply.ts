import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

/** What a query had to remark; either list is left out of the reply when it is empty. */
export interface Remarks {
  warnings?: readonly string[];
  infos?: readonly string[];
}

/** The pieces of a JSON text, in order; a piece is some tens of kilobytes at most. */
export type Pieces = Iterable<string>;

/** Sends `{"status":"success","data":…}` for data of modest size. */
export const sendData = (reply: FastifyReply, data: unknown, remarks: Remarks = {}): Promise<FastifyReply> =>
  sendPieces(reply, [JSON.stringify(data)], remarks);

/** Prometheus's envelope around the JSON of `data`. */
export function* envelope(data: Pieces, { warnings = [], infos = [] }: Remarks): Pieces {
  yield '{"status":"success","data":';
  yield* data;
  if (warnings.length > 0) yield `,"warnings":${JSON.stringify(warnings)}`;
  if (infos.length > 0) yield `,"infos":${JSON.stringify(infos)}`;
  yield '}';
}

/**
 * Gathered up to here, pieces are worth a write of their own: a few milliseconds of work, after which others get their
 * turn. A reply below it is sent whole, with its length.
 */
const CHUNK_CHARACTERS = 64 * 1024;

/** Sends data given in pieces: whole when it is short, else as a stream that lets other work run in between. */
export async function sendPieces(reply: FastifyReply, data: Pieces, remarks: Remarks = {}): Promise<FastifyReply> {
  const chunks = gather(envelope(data, remarks));
  const first = chunks.next();
  const second = chunks.next();
  reply.type('application/json');
  if (second.done) return reply.send(first.value ?? '');
  return reply.send(Readable.from(inTurns([first.value as string, second.value], chunks), { objectMode: false }));
}

function* gather(pieces: Pieces): Generator<string, undefined> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** Gathers pieces that come in time into chunks worth a write of their own; lets other work run after each. */
export async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
    await nextTurn();
  }
  if (chunk !== '') yield chunk;
}

async function* inTurns(begun: string[], rest: Iterable<string>): AsyncGenerator<string> {
  yield* begun;
  for (const chunk of rest) {
    yield chunk;
    await nextTurn();
  }
}

/** Aborts when the client goes away before its reply is complete. (Fastify's own `request.signal` aborts for every POST.) */
export function disconnectSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** A list in its parts: `[a,b,c]`. */
export function* listPieces<T>(items: Iterable<T>, write: (item: T) => string): Pieces {
  let separator = '[';
  for (const item of items) {
    yield separator + write(item);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
