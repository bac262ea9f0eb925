import type { FastifyInstance } from 'fastify';
import { CodedError } from '../shared/index.ts';
import { readBody } from './request-body.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Pictures of the lab that may be with the workers at once: real requests never stand behind more than these. */
const MOST_AT_ONCE = 2;

/**
 * POST /internal/features: what the model gives for a picture, the body, for drift tests on anyone's pictures. No
 * prediction: nothing is logged, counted or watched. Guarded by access.ts. Errors are /predict's; `queue_full` beyond two
 * at once.
 */
export function addFeaturesRoute(app: FastifyInstance, pool: Pick<WorkerPool, 'submit'>, maxBodyBytes: number): void {
  let atOnce = 0;
  app.post('/internal/features', async (request, reply) => {
    if (atOnce >= MOST_AT_ONCE) throw new CodedError('queue_full', { waiting: atOnce });
    atOnce++;
    try {
      const pending = pool.submit({ bytes: await readBody(request.raw, maxBodyBytes), encoding: 'raw' });
      reply.raw.once('close', pending.cancel);
      const { features, probabilities } = await pending.result;
      return { features: Array.from(features), probabilities: Array.from(probabilities) };
    } finally {
      atOnce--;
    }
  });
}
