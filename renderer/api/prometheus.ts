import { z } from 'zod';
import { Labels, reasonOf } from '../../core/shared/index.ts';
import { ApiError, fetchJson } from './call.ts';

/** One series of a range query: timestamps in Unix ms and values, both of shape [n]; gaps are simply absent. */
export interface RangeSeries {
  labels: Labels;
  timestampsMs: number[];
  values: number[];
}

export interface InstantSample {
  labels: Labels;
  timestampMs: number;
  value: number;
}

const Sample = z.tuple([z.number(), z.string()]);
const Matrix = z.object({ metric: Labels, values: z.array(Sample) });
const Vector = z.object({ metric: Labels, value: Sample });
const Data = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('matrix'), result: z.array(Matrix) }),
  z.object({ resultType: z.literal('vector'), result: z.array(Vector) }),
  z.object({ resultType: z.literal('scalar'), result: Sample }),
]);
const Success = z.object({ status: z.literal('success'), data: Data });
const Failure = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });
const Reply = z.discriminatedUnion('status', [Success, Failure]);

/** Prometheus writes the infinities as `+Inf` and `-Inf`, and NaN as `NaN`. */
export function toNumber(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

async function ask(path: string, parameters: Record<string, string>, signal?: AbortSignal) {
  const json = await fetchJson(path, {
    method: 'POST',
    body: new URLSearchParams(parameters),
    signal: signal ?? null,
  });
  const parsed = Reply.safeParse(json);
  if (!parsed.success) {
    throw new ApiError('unexpected_reply', `The reply of ${path} is not Prometheus's: ${reasonOf(parsed.error)}`, 200);
  }
  if (parsed.data.status === 'error') throw new ApiError(parsed.data.errorType, parsed.data.error, 422);
  return parsed.data.data;
}

/** PromQL over a range of time, by Prometheus's HTTP API (POST /api/v1/query_range). */
export async function queryRange(
  { query, fromMs, toMs, stepMs }: { query: string; fromMs: number; toMs: number; stepMs: number },
  signal?: AbortSignal,
): Promise<RangeSeries[]> {
  const seconds = { start: `${fromMs / 1000}`, end: `${toMs / 1000}`, step: `${stepMs / 1000}` };
  const data = await ask('/api/v1/query_range', { query, ...seconds }, signal);
  if (data.resultType !== 'matrix') throw new ApiError('unexpected_reply', 'A range query must give a matrix.', 200);
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    timestampsMs: values.map(([seconds]) => seconds * 1000),
    values: values.map(([, text]) => toNumber(text)),
  }));
}

/** PromQL at one moment (POST /api/v1/query). A scalar comes back as one sample without labels. */
export async function queryInstant(
  { query, atMs }: { query: string; atMs?: number },
  signal?: AbortSignal,
): Promise<InstantSample[]> {
  const data = await ask('/api/v1/query', atMs === undefined ? { query } : { query, time: `${atMs / 1000}` }, signal);
  const toSample = (labels: Labels, [seconds, text]: readonly [number, string]) => ({
    labels,
    timestampMs: seconds * 1000,
    value: toNumber(text),
  });
  if (data.resultType === 'scalar') return [toSample({}, data.result)];
  if (data.resultType === 'vector') return data.result.map(({ metric, value }) => toSample(metric, value));
  throw new ApiError('unexpected_reply', 'An instant query of a range gives a matrix: ask for a range instead.', 200);
}
