import { reasonOf } from '../shared/index.ts';

export type Probe = { ok: true } | { ok: false; reason: string };

const timeoutMs = 2_000;

/** Asks a service's own health endpoint. */
export async function probe(url: string): Promise<Probe> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    await reply.body?.cancel();
    return reply.ok ? { ok: true } : { ok: false, reason: `${url} answers ${reply.status}` };
  } catch (error) {
    const { cause } = error as Error;
    const isSilence = error instanceof Error && error.name === 'TimeoutError';
    const why = isSilence ? `no answer within ${timeoutMs / 1000} s` : reasonOf(cause ?? error);
    return { ok: false, reason: `${url}: ${why}` };
  }
}
