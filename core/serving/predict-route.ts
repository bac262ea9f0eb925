import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, type PredictReply } from '../shared/index.ts';
import type { Predictor } from './predictor.ts';
import { InvalidBody } from './invalid-body.ts';
import { pictureInJson } from './predict-body.ts';
import { discardRest, formatBytes, readBody } from './request-body.ts';
import type { Picture } from './worker-messages.ts';
import { Cancelled } from './worker-pool.ts';

const PICTURE_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** POST /predict: a picture as JSON with base64, as a raw body or as a multipart file; `?top=K` lists the K likeliest. */
export async function addPredictRoute(app: FastifyInstance, predictor: Predictor, maxBodyBytes: number) {
  await app.register(multipart, { limits: { fileSize: maxBodyBytes, files: 1 } });
  // Bodies are read by the route itself, which can refuse one without cutting the connection.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  app.post('/predict', async (request, reply): Promise<PredictReply> => {
    const startMs = performance.now();
    const top = topOf(request.query);
    const picture = await readPicture(request, maxBodyBytes);
    const pending = predictor.predict(picture, startMs, top);
    // Nobody waits any more: free the place in the queue.
    reply.raw.once('close', () => pending.cancel());
    return pending.reply.catch((error: unknown) => leaveQuietly(error, reply));
  });
}

/** The client has hung up, so there is nobody to answer and nothing to log. */
function leaveQuietly(error: unknown, reply: FastifyReply): never {
  if (error instanceof Cancelled) reply.hijack();
  throw error;
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
  if (PICTURE_TYPES.has(type)) return { bytes: await readBody(request.raw, maxBodyBytes), encoding: 'raw' };
  if (type === 'multipart/form-data') return readFilePart(request, maxBodyBytes);
  discardRest(request.raw);
  if (type === '') throw new InvalidBody({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
  throw new CodedError('unsupported_media_type', { type });
}

async function readFilePart(request: FastifyRequest, maxBodyBytes: number): Promise<Picture> {
  try {
    const part = await request.file();
    if (part === undefined)
      throw new InvalidBody({ type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null });
    const bytes = await part.toBuffer();
    return { bytes: Buffer.from(new Uint8Array(bytes).buffer), encoding: 'raw' };
  } catch (error) {
    discardRest(request.raw);
    const code = (error as { code?: unknown }).code;
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new CodedError('body_too_large', { limit: formatBytes(maxBodyBytes) });
    throw error;
  }
}
