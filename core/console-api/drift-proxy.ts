import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../shared/index.ts';
import type { AskService, ServiceAccess } from './service-proxy.ts';

const Rows = z.enum(['features', 'probabilities']);

/**
 * What the pages on drift need of the service besides the table: the sheet of reference pictures, the reference rows as
 * the package has them (.npy), and what the model gives for a picture without counting it as a prediction.
 */
export function proxyDrift(app: FastifyInstance, ask: AskService, service: ServiceAccess, maxBodyBytes: number): void {
  const authorization = `Bearer ${service.internalToken}`;

  async function passOn(path: string, reply: FastifyReply, what: string): Promise<FastifyReply> {
    const answer = await ask(path, { headers: { authorization } });
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new CodedError('not_found', { what });
    }
    return reply
      .type(answer.headers.get('content-type') ?? 'application/octet-stream')
      .header('cache-control', 'private, max-age=3600')
      .send(Buffer.from(await answer.arrayBuffer()));
  }

  app.get('/api/console/drift/reference-pictures', (_request, reply) =>
    passOn('/internal/drift/reference-pictures', reply, 'picture of the reference in this model package'),
  );
  app.get<{ Params: { rows: string } }>('/api/console/drift/reference/:rows', async (request, reply) => {
    const rows = Rows.safeParse(request.params.rows);
    if (!rows.success) throw new CodedError('not_found', { what: 'kind of reference rows of that name' });
    return passOn(`/internal/drift/reference/${rows.data}`, reply, `reference ${rows.data} in this model package`);
  });

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
      done(null, body),
    );
    // Not worth packing for a page on the same machine.
    scope.post('/api/console/drift/features', { compress: false }, async (request, reply) => {
      const answer = await ask('/internal/features', {
        method: 'POST',
        headers: { authorization, 'content-type': 'image/jpeg' },
        body: request.body as Buffer<ArrayBuffer>,
      });
      return reply
        .code(answer.status)
        .type('application/json')
        .send(await answer.text());
    });
  });
}
