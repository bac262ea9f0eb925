import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { SeriesCatalog } from './catalog.ts';
import { unescapeName } from './label-escape.ts';
import { limitOf, readParameters } from './parameters.ts';
import { listPieces, sendPieces } from './reply.ts';
import { needSelector, readScope, type Scope } from './scope.ts';

type Find = (scope: LimitedScope, request: FastifyRequest) => Promise<unknown[]> | unknown[];
type LimitedScope = Scope & { limit: number };

/** `/api/v1/series`, `/labels` and `/label/<name>/values`. */
export function registerSeriesRoutes(app: FastifyInstance, catalog: SeriesCatalog): void {
  const list = (url: string, { needsSelector }: { needsSelector: boolean }, find: Find) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const parameters = readParameters(request);
      const scope = readScope(parameters);
      const limit = limitOf(parameters);
      if (needsSelector) needSelector(scope);
      return sendList(reply, scope.endMs < scope.startMs ? [] : await find({ ...scope, limit }, request), limit);
    };
    app.route({ method: ['GET', 'POST'], url, handler });
  };

  list('/api/v1/series', { needsSelector: true }, ({ matcherSets, startMs, endMs, limit }) => {
    const oneMore = limit === Infinity ? undefined : limit + 1; // so that a cut shows
    return catalog.series(matcherSets, startMs, endMs, oneMore);
  });
  list('/api/v1/labels', { needsSelector: false }, async ({ matcherSets, startMs, endMs }) =>
    (await catalog.labelNames(matcherSets, startMs, endMs)).toSorted(),
  );
  list('/api/v1/label/:name/values', { needsSelector: false }, async ({ matcherSets, startMs, endMs }, request) => {
    const name = unescapeName((request.params as { name: string }).name);
    if (name === '') throw new ApiError('bad_data', 'invalid label name: ""');
    return (await catalog.labelValues(name, matcherSets, startMs, endMs)).toSorted();
  });
}

function sendList(reply: FastifyReply, items: unknown[], limit: number): Promise<FastifyReply> {
  const cut = items.length > limit;
  const warnings = cut ? ['results truncated due to limit'] : [];
  return sendPieces(reply, listPieces(cut ? items.slice(0, limit) : items, JSON.stringify), { warnings });
}
