import type { ServerResponse } from 'node:http';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CodedError, type PredictReply } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';
import { InvalidBody } from './invalid-body.ts';
import { pictureInJson } from './predict-body.ts';
import type { FaultInjector } from './faults.ts';
import type { Predictor } from './predictor.ts';
import { discardRest, formatBytes, readBody } from './request-body.ts';
import type { Picture } from './worker-messages.ts';

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
const pictureTypes: ReadonlySet<string> = new Set(PICTURE_TYPES);

/** POST /predict: a picture as JSON with base64, as a raw body or as a multipart file; `?top=K` lists the K likeliest. */
export async function addPredictRoute(
  app: FastifyInstance,
  predictor: Predictor,
  faults: FaultInjector,
  maxBodyBytes: number,
) {
  await app.register(multipart, { limits: { fileSize: maxBodyBytes, files: 1, fields: 16, fieldSize: 1024 } });
  // Bodies are read by the route itself, which can refuse one without cutting the connection.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  app.post('/predict', async (request, reply): Promise<PredictReply> => {
    const startMs = performance.now();
    const top = topOf(request.query);
    const picture = await readPicture(request, maxBodyBytes);
    const active = faults.active();
    if (active !== null) await untilClosed(reply.raw, (signal) => faults.before(active, signal));
    const pending = predictor.predict(picture, startMs, top);
    // Comes when all is answered, too, and then finds nothing to cancel.
    reply.raw.once('close', pending.cancel);
    return pending.reply;
  });
}

/** Does something for a client, whose leaving aborts it. */
async function untilClosed(response: ServerResponse, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.once('close', onClose);
  await work(gone.signal).finally(() => response.off('close', onClose));
}

function topOf(query: unknown): number {
  const { top } = query as { top?: string | string[] };
  if (top === undefined) return 0;
  const count = typeof top === 'string' && /^\d{1,4}$/.test(top) ? Number(top) : 0;
  if (count > 0) return count;
  const msg = 'Input should be a whole number of classes, 1 or more';
  throw new InvalidBody({ type: 'int_parsing', loc: ['query', 'top'], msg, input: top });
}

async function readPicture(request: FastifyRequest, maxBodyBytes: number): Promise<Picture> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'application/json') return pictureInJson(await readBody(request.raw, maxBodyBytes));
  if (pictureTypes.has(type)) return { bytes: await readBody(request.raw, maxBodyBytes), encoding: 'raw' };
  if (type === 'multipart/form-data') return readFilePart(request, maxBodyBytes);
  discardRest(request.raw);
  if (type === '') throw new InvalidBody({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
  throw new CodedError('unsupported_media_type', { type });
}

async function readFilePart(request: FastifyRequest, maxBodyBytes: number): Promise<Picture> {
  try {
    const part = await request.file();
    if (part !== undefined) return { bytes: new Uint8Array(await part.toBuffer()), encoding: 'raw' };
  } catch (error) {
    discardRest(request.raw);
    throw asOurs(error, request, maxBodyBytes);
  }
  throw new InvalidBody({ type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null });
}

/** What the multipart parser throws, in the words of the other two ways of sending a picture. */
function asOurs(error: unknown, request: FastifyRequest, maxBodyBytes: number): Error {
  if (request.raw.destroyed && !request.raw.complete) return new ClientGone();
  const { code, message } = error as { code?: unknown; message: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new CodedError('body_too_large', { limit: formatBytes(maxBodyBytes) });
  return new InvalidBody({ type: 'multipart_invalid', loc: ['body'], msg: message, input: null });
}
