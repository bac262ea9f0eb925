import { CodedError, ErrorReply, reasonOf } from '../shared/index.ts';

export interface ServiceInternals {
  /** Origin of the service, or null while it has none. */
  serviceUrl(): string | null;
  /** Bearer token of the service's internal routes. */
  token: string;
}

const TIMEOUT_MS = 5_000;

/** Tells the service something under /internal. Throws `service_unavailable`, or `bad_request` with its complaint. */
export async function putInternal(
  { serviceUrl, token }: ServiceInternals,
  path: string,
  body: unknown,
): Promise<unknown> {
  const origin = serviceUrl();
  if (origin === null) throw new CodedError('service_unavailable', { reason: 'it is not up yet' });
  const reply = await fetch(new URL(path, origin), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new CodedError('service_unavailable', { reason: reasonOf(error) }, { cause: error });
  });
  const answer: unknown = await reply.json();
  if (reply.ok) return answer;
  throw new CodedError('bad_request', { reason: ErrorReply.parse(answer).message });
}
