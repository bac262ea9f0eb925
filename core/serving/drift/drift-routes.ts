import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CodedError, DriftOptions } from '../../shared/index.ts';
import { addJsonScope, checked } from '../json-scope.ts';
import type { DriftWatch } from './drift-watch.ts';

const typeByEnding: Record<string, string> = { '.png': 'image/png', '.webp': 'image/webp' };

const PageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});

/** What the monitor pulls of drift, and how it has the detector changed. Under /internal, so guarded by access.ts. */
export function addDriftRoutes(app: FastifyInstance, drift: DriftWatch | null): void {
  const present = (): DriftWatch => {
    if (drift !== null) return drift;
    throw new CodedError('not_found', {
      what: 'drift detection in this service: it was started without a folder for it',
    });
  };
  app.get('/internal/drift', (request) => {
    const { after, limit } = checked(PageQuery, request.query);
    return present().page(after, limit);
  });
  app.get('/internal/drift/reference-pictures', async (_request, reply) => {
    const { referencePicturesPath: path } = present();
    if (path === null) throw new CodedError('not_found', { what: 'picture of the reference in this model package' });
    return reply.type(typeByEnding[extname(path).toLowerCase()] ?? 'image/jpeg').send(await readFile(path));
  });
  app.get<{ Params: { rows: string } }>('/internal/drift/reference/:rows', async (request, reply) => {
    const { features, probabilities } = present().referencePaths;
    const path = request.params.rows === 'features' ? features : probabilities;
    if (path === null) throw new CodedError('not_found', { what: 'such rows in this model package' });
    return reply.type('application/octet-stream').send(await readFile(path));
  });
  addJsonScope(app, (scope) => {
    scope.put('/internal/drift/options', (request) => present().choose(checked(DriftOptions, request.body)));
  });
}
