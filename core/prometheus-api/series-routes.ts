import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Matcher } from '../shared/index.ts';
import { parseSelector, PromqlError } from '../promql/index.ts';
import { ApiError, invalidParameter } from './api-error.ts';
import type { MatcherSets, SeriesCatalog } from './catalog.ts';
import { unescapeName } from './label-escape.ts';
import { limitOf, MAX_TIME_MS, MIN_TIME_MS, readParameters, timeOr } from './parameters.ts';
import { listPieces, sendPieces } from './reply.ts';

type Find = (scope: Scope, request: FastifyRequest) => Promise<unknown[]> | unknown[];

/** `/api/v1/series`, `/labels` and `/label/<name>/values`. */
export function registerSeriesRoutes(app: FastifyInstance, catalog: SeriesCatalog): void {
  const list = (url: string, { needsSelector }: { needsSelector: boolean }, find: Find) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const scope = readScope(readParameters(request));
      const { matcherSets, startMs, endMs, limit } = scope;
      if (needsSelector && matcherSets.length === 0) throw new ApiError('bad_data', 'no match[] parameter provided');
      return sendList(reply, endMs < startMs ? [] : await find(scope, request), limit);
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

interface Scope {
  matcherSets: MatcherSets;
  startMs: number;
  endMs: number;
  limit: number;
}

function readScope(parameters: URLSearchParams): Scope {
  return {
    matcherSets: parameters.getAll('match[]').map(readSelector),
    startMs: timeOr(parameters, 'start', MIN_TIME_MS),
    endMs: timeOr(parameters, 'end', MAX_TIME_MS),
    limit: limitOf(parameters),
  };
}

function readSelector(text: string): Matcher[] {
  try {
    return parseSelector(text);
  } catch (error) {
    if (error instanceof PromqlError) throw invalidParameter('match[]', error.message);
    throw error;
  }
}

function sendList(reply: FastifyReply, items: unknown[], limit: number): Promise<FastifyReply> {
  const cut = items.length > limit;
  const warnings = cut ? ['results truncated due to limit'] : [];
  return sendPieces(reply, listPieces(cut ? items.slice(0, limit) : items, JSON.stringify), { warnings });
}
