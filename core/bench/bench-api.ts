import { readFileSync } from 'node:fs';

/** A process that answers Prometheus's HTTP API on loopback. */
export interface ApiProcess {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** Resident memory of a process in bytes, from Linux's /proc. */
export function residentBytes({ pid }: ApiProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

/**
 * How long a call takes until the last byte of its answer is here, uncompressed; reading the JSON does not count. Throws
 * when the answer is an error.
 */
export async function ask(
  { origin }: ApiProcess,
  path: 'query' | 'query_range',
  parameters: Record<string, string>,
): Promise<{ ms: number; series: number }> {
  const from = performance.now();
  const reply = await fetch(`${origin}/api/v1/${path}?${String(new URLSearchParams(parameters))}`, {
    headers: { 'accept-encoding': 'identity' },
  });
  const text = await reply.text();
  const ms = performance.now() - from;
  if (!reply.ok) throw new Error(`${parameters['query']}: ${text}`);
  const { data } = JSON.parse(text) as { data: { result: unknown[] } };
  return { ms, series: data.result.length };
}
