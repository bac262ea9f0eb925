import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CodedError } from '../shared/index.ts';

/**
 * Who may call what: the API key, when there is one, on every route but /health; the monitor's token under /internal.
 * A key is taken as a bearer token, in X-API-Key, or as the password of HTTP Basic, which is how a browser can show the
 * pages at / and /docs.
 */
export function addAccessCheck(app: FastifyInstance, apiKey: string | null, internalToken: string): void {
  app.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0]!;
    if (path.startsWith('/internal/')) {
      return matches(bearerOf(request), internalToken) ? done() : done(new CodedError('internal_only', {}));
    }
    if (apiKey === null || path === '/health') return done();
    const given = bearerOf(request) ?? request.headers['x-api-key'] ?? passwordOf(request);
    if (matches(given, apiKey)) return done();
    reply.header('www-authenticate', 'Bearer, Basic realm="API key as password"');
    done(new CodedError('api_key_needed', {}));
  });
}

const bearerOf = (request: FastifyRequest) => /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

function passwordOf(request: FastifyRequest): string | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Compares digests, so that neither the length nor the place of the first difference shows in the time it takes. */
function matches(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
