import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CodedError, reasonOf } from '../shared/index.ts';

/** The service's own parsers leave bodies to /predict: routes that take small JSON get a scope with a parser of its own. */
export function addJsonScope(app: FastifyInstance, addRoutes: (scope: FastifyInstance) => void): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 10_000 }, parseJson);
    addRoutes(scope);
  });
}

/** Throws `bad_request`, saying what is not as it should be. */
export function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new CodedError('bad_request', { reason: z.prettifyError(read.error) });
}

function parseJson(
  _request: unknown,
  text: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
): void {
  try {
    done(null, JSON.parse(text.toString()));
  } catch (error) {
    done(new CodedError('bad_request', { reason: `The body is not JSON: ${reasonOf(error)}.` }));
  }
}
