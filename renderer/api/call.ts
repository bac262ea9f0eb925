import { z } from 'zod';
import {
  ErrorReply,
  type RouteName,
  type RouteReply,
  type RouteRequest,
  reasonOf,
  routes,
} from '../../core/shared/index.ts';

/**
 * A call that did not succeed. `code` is the catalogue's where the server answered, `unreachable` when nothing answered
 * (status 0), and `unexpected_reply` when the answer did not have the shape both sides agreed on.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }
}

export interface HttpCall {
  method: string;
  url: string;
  body: string | null;
}

/**
 * Turns a row of the route table and its request into one HTTP call: `:name` parts of the path are filled from the
 * request; what remains becomes the query string (GET, DELETE) or the JSON body (other methods). Undefined is left out.
 */
export function toHttpCall<R extends RouteName>(route: R, request: RouteRequest<R>): HttpCall {
  const { method, path } = routes[route];
  const given = Object.entries(request as Record<string, unknown>);
  const rest = new Map(given.filter(([, value]) => value !== undefined));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    if (value === undefined) throw new Error(`${route} needs "${name}" for ${path}`);
    return encodeURIComponent(asText(value));
  });
  if (method !== 'GET' && method !== 'DELETE') {
    return { method, url: filled, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, asText(value)]));
  return { method, url: rest.size > 0 ? `${filled}?${query}` : filled, body: null };
}

/** Path and query carry words and numbers as they are; the table has nothing else there. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Sends a request to the monitor and gives back its JSON. Throws ApiError; an abort passes through as it is. */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError('unreachable', "Telltale's monitor does not answer. Is it still running?", 0, { cause: error });
  }
  const text = await response.text();
  if (!response.ok) throw toApiError(response.status, text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('unexpected_reply', `The reply of ${url} is not JSON.`, response.status, { cause: error });
  }
}

/** How Prometheus's API words an error. */
const PrometheusError = z
  .object({ status: z.literal('error'), errorType: z.string(), error: z.string() })
  .transform(({ errorType, error }) => ({ code: errorType, message: error }));
const AnyErrorReply = z.union([ErrorReply, PrometheusError]);

/** Reads an error reply: ours has a code and a message, Prometheus's a type; anything else is quoted by its status. */
export function toApiError(status: number, text: string): ApiError {
  try {
    const { code, message } = AnyErrorReply.parse(JSON.parse(text));
    return new ApiError(code, message, status);
  } catch {
    return new ApiError('unexpected_reply', `The monitor answered with status ${status}.`, status);
  }
}

/** Makes one call of the route table. The reply is checked against the row's schema before anyone sees it. */
export async function call<R extends RouteName>(
  route: R,
  request: RouteRequest<R>,
  options: { signal?: AbortSignal } = {},
): Promise<RouteReply<R>> {
  const { method, url, body } = toHttpCall(route, request);
  const json = await fetchJson(url, {
    method,
    signal: options.signal ?? null,
    ...(body === null ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  const parsed = routes[route].reply.safeParse(json);
  if (parsed.success) return parsed.data as RouteReply<R>;
  throw new ApiError('unexpected_reply', `The reply of ${url} is not as expected: ${reasonOf(parsed.error)}`, 200);
}
