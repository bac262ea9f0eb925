import type { FastifyInstance } from 'fastify';
import { CodedError } from '../shared/index.ts';

/**
 * JSON bodies, read as Fastify reads them, but for one thing: what some clients write of a number that is none (Python's
 * `json.dumps` does so by default) arrives as text, so that whoever checks the numbers can say in which row it stands.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    void read(request, text, (error, body) => {
      if (!error) return done(null, body);
      const quoted = quoteNonNumbers(text);
      if (quoted === text) return done(error);
      void read(request, quoted, done);
    });
  });
}

/** NaN and infinities outside of texts, as texts. */
export const quoteNonNumbers = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : `"${part}"`));

/** What Fastify says of a body in its own words, in ours; null for anything else. */
export function bodyError(error: Error & { code?: string }, limitBytes: number): CodedError | null {
  if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return null;
  return new CodedError('body_too_large', { limit: `${limitBytes / 1e6} MB` });
}
