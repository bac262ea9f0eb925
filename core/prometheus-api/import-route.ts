import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { sendData } from './reply.ts';
import { ImportError, type ImportCounts, type SampleStore } from './sample-store.ts';

/**
 * `POST /api/v1/import/prometheus`: exposition text with times in milliseconds, as it streams in, gzipped or not. What is
 * there already is not stored twice, so a file that was cut off or had a bad line can be sent again.
 */
export function registerImportRoute(app: FastifyInstance, store: SampleStore, now: () => number): void {
  void app.register(async (scope) => {
    // Whatever the client calls it (curl says it is a form), the body is left as the stream it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (request, payload, done) => done(null, unpacked(request, payload as Readable)));

    scope.post('/api/v1/import/prometheus', async (request, reply) => {
      refuseOpenMetrics(request);
      const body = (request.body as Readable | null) ?? Readable.from([]);
      const { remarks, ...counts } = await store.importText(body, now()).catch(rethrowFor(request));
      return sendData(reply, counts, { warnings: remarks });
    });
  });
}

/** The host may have unpacked the body already: then it is no longer the request itself. */
function unpacked(request: FastifyRequest, payload: Readable): Readable {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (payload !== request.raw || encoding === 'identity') return payload;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new ApiError('bad_data', `a body in ${encoding} is not understood: send it as it is, or in gzip`);
  }
  // An error of either side reaches the reader of the text; there is nobody else to tell.
  return pipeline(payload, createGunzip(), () => {});
}

/** Its times are seconds: taken for milliseconds, everything would lie in January 1970. */
function refuseOpenMetrics(request: FastifyRequest): void {
  if (!request.headers['content-type']?.startsWith('application/openmetrics-text')) return;
  throw new ApiError(
    'bad_data',
    'OpenMetrics cannot be imported, its times are seconds: send text format 0.0.4, with times in milliseconds',
  );
}

const rethrowFor =
  ({ raw }: FastifyRequest) =>
  (error: unknown): never => {
    if (error instanceof ImportError) throw new ApiError('bad_data', describe(error), { cause: error });
    if (raw.destroyed && !raw.complete) throw new ApiError('canceled', 'the client went away', { cause: error });
    if (error instanceof Error && 'code' in error && /^Z_|^ERR_.*ZLIB/.test(String(error.code))) {
      throw new ApiError('bad_data', `the body is not sound gzip: ${error.message}`, { cause: error });
    }
    throw error;
  };

function describe({ message, counts }: ImportError): string {
  const { imported, duplicates, refused } = counts satisfies ImportCounts;
  const also = [duplicates > 0 && `${duplicates} were there already`, refused > 0 && `${refused} were refused`];
  const before = [`${imported} samples before it were imported`, ...also.filter(Boolean)].join(', ');
  return `${message}; ${before}. Correct it and send everything again: nothing is stored twice`;
}
