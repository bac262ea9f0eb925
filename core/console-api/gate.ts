import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../shared/index.ts';

/** Paths anyone on this machine may ask: they say only that the console is up. */
const open = new Set(['/-/healthy', '/-/ready']);
const thirtyDays = 30 * 24 * 3600;

const digest = (text: string) => createHash('sha256').update(text).digest();
/** Compared as digests, so that neither length nor a common beginning shows in the time it takes. */
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/**
 * Who may speak to the console. Three checks, in this order:
 * the Host must be this machine by a loopback name (a page that re-points its own name at 127.0.0.1 is refused: DNS
 * rebinding), the Origin, where there is one, must be ours, and the token must be there: in the URL once (then kept in
 * an HttpOnly, SameSite=Strict cookie), or as a bearer token.
 */
export function guardConsole(app: FastifyInstance, token: string): void {
  // Cookies are shared by all ports of a host, so the port is part of the name.
  const cookieName = (request: FastifyRequest) => `telltale-${request.socket.localPort}`;

  app.addHook('onRequest', async (request, reply) => {
    checkHost(request);
    checkOrigin(request);
    const path = request.url.split('?', 1)[0]!;
    if (open.has(path)) return;
    const { token: inUrl, ...query } = request.query as Record<string, string | string[]>;
    if (typeof inUrl === 'string' && same(inUrl, token)) {
      reply.setCookie(cookieName(request), token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        maxAge: thirtyDays,
      });
      if (wantsPage(request)) return sendTo(reply, path, query);
      return;
    }
    const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const given = bearer ?? request.cookies[cookieName(request)];
    if (given !== undefined && same(given, token)) return;
    if (wantsPage(request)) return sendLockedPage(reply);
    throw new CodedError('unauthorized', {});
  });
}

const wantsPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

/** The page again, without the token in its address, so that it stays out of history and screenshots. */
function sendTo(reply: FastifyReply, path: string, query: Record<string, string | string[]>) {
  const rest = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  ).toString();
  return reply.redirect(rest ? `${path}?${rest}` : path, 303);
}

function sendLockedPage(reply: FastifyReply) {
  return reply.code(401).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Telltale</title>
<h1>This console needs its token</h1>
<p>Open the address that Telltale printed when it started: it ends in <code>?token=…</code></p>
</html>`);
}

function checkHost(request: FastifyRequest): void {
  const host = request.headers.host ?? '';
  const port = request.socket.localPort;
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!ours.includes(host))
    throw new CodedError('forbidden_origin', { what: `the host name "${host}" is not this machine's` });
}

function checkOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${request.headers.host}`) {
    throw new CodedError('forbidden_origin', { what: `a page of ${origin} may not call the console` });
  }
}
