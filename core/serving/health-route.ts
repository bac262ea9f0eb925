import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ModelManifest } from '../models/index.ts';

export const HealthReply = z.object({
  live: z.literal(true),
  /** False until the model is loaded, and while every worker is being replaced. */
  ready: z.boolean(),
  model: z.string(),
  model_version: z.string(),
});
export type HealthReply = z.infer<typeof HealthReply>;

/** GET /health: 200 when ready, 503 before. An answer at all means live. */
export function addHealthRoute(app: FastifyInstance, { name, version }: ModelManifest, isReady: () => boolean): void {
  app.get('/health', (_request, reply) => {
    const ready = isReady();
    const body: HealthReply = { live: true, ready, model: name, model_version: version };
    return reply.code(ready ? 200 : 503).send(body);
  });
}
