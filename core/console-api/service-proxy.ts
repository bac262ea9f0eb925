import type { FastifyInstance } from 'fastify';
import { CodedError, reasonOf } from '../shared/index.ts';
import { proxyDrift } from './drift-proxy.ts';

export interface ServiceAccess {
  /** Origin of the inference service, or null while it has not been up. */
  url(): string | null;
  apiKey: string | null;
  internalToken: string;
}

/** One request of the service. Throws `service_unavailable`. */
export type AskService = (path: string, init: RequestInit) => Promise<Response>;

/** The calls the page makes of the service itself, passed on because the page may talk to the console only. */
export function proxyService(app: FastifyInstance, service: ServiceAccess, maxBodyBytes: number): void {
  const ask: AskService = async (path, init) => {
    const url = service.url();
    if (url === null) throw new CodedError('service_unavailable', { reason: 'it is not up yet' });
    return fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
      throw new CodedError('service_unavailable', { reason: reasonOf(error) }, { cause: error });
    });
  };

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/api/console/predict', async (request, reply) => {
      const headers: Record<string, string> = {
        'content-type': request.headers['content-type'] ?? 'application/octet-stream',
      };
      if (service.apiKey !== null) headers['x-api-key'] = service.apiKey;
      const answer = await ask('/predict?top=100', {
        method: 'POST',
        headers,
        body: request.body as Buffer<ArrayBuffer>,
      });
      return reply
        .code(answer.status)
        .type('application/json')
        .send(await answer.text());
    });
  });

  app.get<{ Params: { id: string } }>('/api/console/predictions/:id/thumbnail', async (request, reply) => {
    const { id } = request.params;
    const answer = await ask(`/internal/predictions/${encodeURIComponent(id)}/thumbnail`, {
      headers: { authorization: `Bearer ${service.internalToken}` },
    });
    if (!answer.ok) {
      await answer.body?.cancel();
      // Only the latest are kept, and under load not of every one: an empty reply is no fault the page should log.
      return reply.code(204).send();
    }
    return reply
      .type('image/jpeg')
      .header('cache-control', 'private, max-age=3600, immutable')
      .send(Buffer.from(await answer.arrayBuffer()));
  });
  proxyDrift(app, ask, service, maxBodyBytes);
}
