import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, toErrorReply } from '../shared/index.ts';
import { ClientGone } from './client-gone.ts';
import { InvalidBody, type BodyIssue } from './invalid-body.ts';

const RETRY_AFTER_SECONDS = 1;

/** Every failure leaves as JSON `{code, message, detail}`; nothing of a stack trace does. */
export function addErrorReplies(app: FastifyInstance): void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsOf.set(url, methods);
  });
  app.decorateRequest('knownPath', null);
  app.setErrorHandler(replyWithError);

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    const methods = methodsOf.get(path);
    if (methods === undefined) return send(reply, new CodedError('not_found', { what: `${path} here` }));
    request.knownPath = path;
    const allow = [...methods].join(', ');
    reply.header('allow', allow);
    return send(reply, new CodedError('method_not_allowed', { method: request.method, path, allow }));
  });
}

/** The one place where an error becomes a reply; also for what fails before there is a route, a malformed URL say. */
export function replyWithError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ClientGone) return reply.hijack();
  const coded = toCoded(error);
  if (coded === null) request.log.error({ err: error }, 'a request failed');
  else if (coded.code === 'model_failed') request.log.warn({ err: error }, coded.message);
  return send(reply, coded ?? error);
}

function send(reply: FastifyReply, error: Error): FastifyReply {
  const { status, ...body } = toErrorReply(error);
  if (error instanceof CodedError && error.code === 'queue_full') reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.code(status).send({ ...body, ...detailOf(error, reply.request) });
}

/** FastAPI's list where the body is at fault, the facts of the error elsewhere. */
function detailOf(error: Error, request: FastifyRequest): { detail?: unknown } {
  if (!(error instanceof CodedError)) return {};
  if (error instanceof InvalidBody) return { detail: error.issues };
  if (error.code === 'not_base64' || error.code === 'not_an_image') {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    const loc = isJson ? ['body', 'image'] : ['body'];
    // The input itself may be megabytes of it, and the sender has it.
    return { detail: [{ type: error.code, loc, msg: error.message, input: null } satisfies BodyIssue] };
  }
  return Object.keys(error.detail).length > 0 ? { detail: error.detail } : {};
}

/** What fastify itself refuses (a malformed request, say) in our own words; null for what nobody foresaw. */
function toCoded(error: FastifyError): CodedError | null {
  if (error instanceof CodedError) return error;
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? new CodedError('bad_request', { reason: error.message }) : null;
}
