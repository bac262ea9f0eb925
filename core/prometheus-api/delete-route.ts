import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidParameter } from './api-error.ts';
import { readParameters } from './parameters.ts';
import type { SampleStore } from './sample-store.ts';
import { needSelector, readScope } from './scope.ts';

/** `/api/v1/admin/tsdb/delete_series`: removes samples for good; 204 when they are gone. */
export function registerDeleteRoute(app: FastifyInstance, store: SampleStore): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const scope = readScope(readParameters(request));
    needSelector(scope);
    const { matcherSets, startMs, endMs } = scope;
    if (endMs < startMs) throw invalidParameter('end', 'end timestamp must not be before start time');
    await store.deleteSeries(matcherSets, startMs, endMs);
    return reply.code(204).send();
  };
  app.route({ method: ['POST', 'PUT'], url: '/api/v1/admin/tsdb/delete_series', handler });
}
