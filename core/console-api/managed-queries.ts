import type { FastifyInstance } from 'fastify';
import { CodedError, reasonOf } from '../shared/index.ts';

/** What of Prometheus's API reads samples and rules. Writing and deleting stay with the embedded store. */
const reads =
  /^\/api\/v1\/(query|query_range|query_exemplars|series|labels|label\/[^/]+\/values|metadata|rules|alerts|targets|status\/\w+)$/;

/** As long as Prometheus itself may take for a query, and some. */
const timeoutMs = 130_000;

/**
 * Has the managed Prometheus answer the console's queries while a person chose it. `managed` answers null when the
 * embedded engine is to answer, and a null URL when the container is not up.
 */
export function forwardQueries(app: FastifyInstance, managed: () => { url: string | null } | null): void {
  app.addHook('preHandler', async (request, reply) => {
    const chosen = managed();
    const [path = '', given = ''] = request.url.split('?', 2);
    if (chosen === null || !reads.test(path)) return;
    if (chosen.url === null) {
      throw new CodedError('stack_unavailable', {
        reason: 'The managed Prometheus is not up. Start it on the page Stack, or choose the embedded engine there.',
      });
    }
    const query = new URLSearchParams(given);
    query.delete('token');
    const form = request.body instanceof URLSearchParams ? request.body : null;
    // The reply's end, not the request's: that of a form comes as soon as it is read.
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), gone.signal]);
    const ask = async () => {
      const answer = await fetch(`${chosen.url}${path}${query.size > 0 ? `?${query.toString()}` : ''}`, {
        method: form ? 'POST' : 'GET',
        body: form,
        signal,
      });
      return { answer, body: Buffer.from(await answer.arrayBuffer()) };
    };
    const told = await ask().catch((error: unknown) => {
      if (gone.signal.aborted) return null;
      const reason = `The managed Prometheus does not answer (${reasonOf((error as Error).cause ?? error)}).`;
      throw new CodedError('stack_unavailable', { reason }, { cause: error });
    });
    if (told === null) return reply.hijack(); // nobody is there any more to be answered
    const { answer, body } = told;
    const type = answer.headers.get('content-type') ?? 'application/json';
    return reply.code(answer.status).type(type).send(body);
  });
}
