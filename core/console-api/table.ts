import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { CodedError, type RouteName, type Routes, routes } from '../shared/index.ts';

export interface CallContext {
  /** Aborted when whoever asked has gone, or thought better of it. */
  signal: AbortSignal;
}

/** One handler a row of the route table: the checked request in, the reply out. */
export type Handlers = {
  [R in RouteName]: (
    request: z.output<Routes[R]['request']>,
    context?: CallContext,
  ) => z.input<Routes[R]['reply']> | Promise<z.input<Routes[R]['reply']>>;
};

/** Registers every row of the table. What does not fit its schema is refused with `invalid_body`, naming the field. */
export function registerTable(app: FastifyInstance, handlers: Handlers): void {
  for (const [name, row] of Object.entries(routes) as [RouteName, Routes[RouteName]][]) {
    const handle = handlers[name] as (request: unknown, context: CallContext) => unknown;
    app.route({
      method: row.method,
      url: row.path,
      ...('maxBodyBytes' in row ? { bodyLimit: row.maxBodyBytes } : {}),
      handler: async (request, reply) => {
        const query = request.query as Record<string, unknown>;
        const given = {
          ...(row.method === 'GET' || row.method === 'DELETE' ? withoutToken(query) : asObject(request.body)),
          ...(request.params as object),
        };
        const read = row.request.safeParse(given);
        if (!read.success) throw new CodedError('invalid_body', { reason: explain(read.error) });
        const gone = new AbortController();
        reply.raw.once('close', () => {
          if (!reply.raw.writableFinished) gone.abort();
        });
        return handle(read.data, { signal: gone.signal });
      },
    });
  }
}

const withoutToken = ({ token: _, ...query }: Record<string, unknown>) => query;

function asObject(body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  if (body === undefined || body === null) return {};
  throw new CodedError('invalid_body', { reason: 'a JSON object is expected.' });
}

/** "plan.stages.0.concurrency: Too small: expected number to be >=1" for the first few faults. */
export const explain = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
