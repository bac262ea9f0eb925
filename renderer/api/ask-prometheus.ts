import { z } from 'zod';
import { reasonOf } from '../../core/shared/index.ts';
import { ApiError, fetchJson } from './call.ts';

/** What a query had to remark beside its result. */
export interface Remarks {
  warnings: readonly string[];
  infos: readonly string[];
}

const Envelope = z.object({
  data: z.unknown(),
  warnings: z.array(z.string()).default([]),
  infos: z.array(z.string()).default([]),
});

/**
 * Asks Prometheus's HTTP API (a form by POST, so that long queries fit) and checks the data of its reply. Throws
 * ApiError: what Prometheus refuses has its `errorType` as code.
 */
export async function askPrometheus<Data>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  schema: z.ZodType<Data>,
  signal?: AbortSignal,
): Promise<Remarks & { data: Data }> {
  const json = await fetchJson(path, {
    method: 'POST',
    body: new URLSearchParams(parameters),
    signal: signal ?? null,
  });
  return readReply(path, json, schema);
}

/** The same for the parts of the API that answer to GET alone. */
export async function getPrometheus<Data>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  schema: z.ZodType<Data>,
  signal?: AbortSignal,
): Promise<Data> {
  const query = new URLSearchParams(parameters);
  const url = query.size > 0 ? `${path}?${query}` : path;
  return readReply(path, await fetchJson(url, { signal: signal ?? null }), schema).data;
}

function readReply<Data>(path: string, json: unknown, schema: z.ZodType<Data>): Remarks & { data: Data } {
  const envelope = Envelope.safeParse(json);
  const data = schema.safeParse(envelope.data?.data);
  if (envelope.success && data.success) return { ...envelope.data, data: data.data };
  const reason = reasonOf(envelope.error ?? data.error);
  throw new ApiError('unexpected_reply', `The reply of ${path} is not Prometheus's: ${reason}`, 200);
}
