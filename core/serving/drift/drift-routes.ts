import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CodedError, DriftOptions, reasonOf } from '../../shared/index.ts';
import type { DriftWatch } from './drift-watch.ts';

const PageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});

function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new CodedError('bad_request', { reason: z.prettifyError(read.error) });
}

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
  // The one route of the service besides /predict that takes a body: a scope of its own, with a parser of its own.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 10_000 }, parseJson);
    scope.put('/internal/drift/options', (request) => present().choose(checked(DriftOptions, request.body)));
  });
}

function parseJson(
  _request: unknown,
  text: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  try {
    done(null, JSON.parse(text.toString()));
  } catch (error) {
    done(new CodedError('bad_request', { reason: `The body is not JSON: ${reasonOf(error)}.` }));
  }
}
