import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../shared/index.ts';
import type { PredictionLog } from './prediction-log.ts';
import type { Thumbnails } from './thumbnails.ts';

const PageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});

/** What the monitor pulls: the prediction log by cursor, and thumbnails. Guarded by access.ts. */
export function addInternalRoutes(app: FastifyInstance, log: PredictionLog, thumbnails: Thumbnails): void {
  app.get('/internal/predictions', (request) => {
    const query = PageQuery.safeParse(request.query);
    if (!query.success) throw new CodedError('bad_request', { reason: z.prettifyError(query.error) });
    return log.page(query.data.after, query.data.limit);
  });

  app.get<{ Params: { id: string } }>('/internal/predictions/:id/thumbnail', async (request, reply) => {
    const jpeg = await thumbnails.jpegOf(request.params.id);
    if (jpeg === null) throw new CodedError('not_found', { what: `thumbnail of prediction ${request.params.id}` });
    return reply.type('image/jpeg').header('cache-control', 'private, max-age=86400, immutable').send(jpeg);
  });
}
