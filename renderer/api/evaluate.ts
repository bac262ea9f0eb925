import { z } from 'zod';
import { Labels } from '../../core/shared/index.ts';
import { askPrometheus, type Remarks } from './ask-prometheus.ts';
import { type RangeSeries, toNumber } from './prometheus.ts';

/** A value as Prometheus wrote it; times are Unix ms. */
export type QueryValue =
  | { kind: 'vector'; samples: { labels: Labels; timestampMs: number; text: string }[] }
  | { kind: 'matrix'; series: RangeSeries[] }
  | { kind: 'scalar' | 'string'; timestampMs: number; text: string };

export interface Evaluation extends Remarks {
  value: QueryValue;
  /** From the question to the whole answer. */
  elapsedMs: number;
}

const Sample = z.tuple([z.number(), z.string()]);
const Data = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: Labels, values: z.array(Sample) })),
  }),
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: Labels, value: Sample })) }),
  z.object({ resultType: z.literal('scalar'), result: Sample }),
  z.object({ resultType: z.literal('string'), result: Sample }),
]);

const inMs = (seconds: number): number => Math.round(seconds * 1000);

function toValue(data: z.infer<typeof Data>): QueryValue {
  switch (data.resultType) {
    case 'matrix':
      return {
        kind: 'matrix',
        series: data.result.map(({ metric, values }) => ({
          labels: metric,
          timestampsMs: values.map(([seconds]) => inMs(seconds)),
          values: values.map(([, text]) => toNumber(text)),
        })),
      };
    case 'vector':
      return {
        kind: 'vector',
        samples: data.result.map(({ metric, value: [seconds, text] }) => ({
          labels: metric,
          timestampMs: inMs(seconds),
          text,
        })),
      };
    case 'scalar':
    case 'string':
      return { kind: data.resultType, timestampMs: inMs(data.result[0]), text: data.result[1] };
  }
}

async function evaluate(path: string, parameters: Record<string, string>, signal?: AbortSignal): Promise<Evaluation> {
  const startedAt = performance.now();
  const { data, warnings, infos } = await askPrometheus(path, parameters, Data, signal);
  return { value: toValue(data), warnings, infos, elapsedMs: performance.now() - startedAt };
}

/** PromQL at one moment, whatever comes out of it, with remarks and the time it took. */
export const evaluateInstant = (query: string, atMs: number, signal?: AbortSignal): Promise<Evaluation> =>
  evaluate('/api/v1/query', { query, time: `${atMs / 1000}` }, signal);

/** PromQL at every step of a range; the value is always a matrix. */
export const evaluateRange = (
  query: string,
  { startMs, endMs, stepMs }: { startMs: number; endMs: number; stepMs: number },
  signal?: AbortSignal,
): Promise<Evaluation> => {
  const seconds = { start: `${startMs / 1000}`, end: `${endMs / 1000}`, step: `${stepMs / 1000}` };
  return evaluate('/api/v1/query_range', { query, ...seconds }, signal);
};
