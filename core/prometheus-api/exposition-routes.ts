import type { FastifyInstance } from 'fastify';
import type { Awaitable } from './catalog.ts';

/** Metrics of the host in text format 0.0.4, by the path under which they can be scraped, `/metrics` for instance. */
export type Expositions = Readonly<Record<string, () => Awaitable<string>>>;

export function registerExpositionRoutes(app: FastifyInstance, expositions: Expositions): void {
  for (const [path, write] of Object.entries(expositions)) {
    app.get(path, async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await write()),
    );
  }
}
