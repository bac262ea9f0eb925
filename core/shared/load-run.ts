import { z } from 'zod';
import { LoadVerdict } from './load-verdict.ts';
import { LoadPlan } from './load.ts';

/** Latency quantiles in milliseconds, from an HDR histogram; all 0 when nothing was measured. */
export const LatencySummary = z.object({
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
  mean: z.number(),
});
export type LatencySummary = z.infer<typeof LatencySummary>;

/**
 * The percentiles of a latency curve, evenly spaced in the number of nines: 0, 20.6, 36.9, 49.9 ... 90 ... 99 ... 99.99,
 * and 100. All runs have the same, so that two can be laid over each other.
 */
export const curvePercentiles: readonly number[] = [
  ...Array.from({ length: 41 }, (_, tenth) => 100 * (1 - 10 ** (-tenth / 10))),
  100,
];

/** What was measured so far. `errors` counts replies that are not 2xx, time-outs and broken connections. */
export const LoadTotals = z.object({
  requests: z.number().int(),
  errors: z.number().int(),
  /** Replies by status code; 'timeout' and 'network' for requests without one. */
  byStatus: z.record(z.string(), z.number().int()),
  requestsPerSecond: z.number(),
  latencyMs: LatencySummary,
  /** Sent more than a few milliseconds after they were due, because the generator was busy. Part of `requests`. */
  late: z.number().int().default(0),
  /** Due, but not sent: too many were in flight. Not part of `requests`. */
  dropped: z.number().int().default(0),
  /** Seconds in which the generator itself was the limit: what it measured then says little of the target. */
  limitedSeconds: z.number().int().default(0),
  /** Latency in milliseconds at each of `curvePercentiles`; empty when nothing was measured. */
  latencyCurveMs: z.array(z.number()).default([]),
});
export type LoadTotals = z.infer<typeof LoadTotals>;

/** One second of a run. */
export const LoadTick = z.object({
  atMs: z.number(),
  stage: z.number().int(),
  /** Closed model: workers of the stage. Open model: requests in flight at the end of the second. */
  concurrency: z.number().int(),
  requests: z.number().int(),
  errors: z.number().int(),
  requestsPerSecond: z.number(),
  latencyMs: LatencySummary,
  late: z.number().int().default(0),
  dropped: z.number().int().default(0),
  /** Whether the generator itself was the limit in this second. */
  limited: z.boolean().default(false),
});
export type LoadTick = z.infer<typeof LoadTick>;

export const LoadRunState = z.enum(['running', 'stopping', 'completed', 'stopped', 'failed', 'interrupted']);

export const LoadRun = z.object({
  id: z.string(),
  plan: LoadPlan,
  state: LoadRunState,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  /** 0..1 of the planned time, or of the requests where those run out first. */
  progress: z.number(),
  stage: z.number().int(),
  totals: LoadTotals,
  message: z.string().nullable(),
  /** Null while it runs, when its plan has no thresholds, and when it ended in a way that says nothing of the target. */
  verdict: LoadVerdict.nullable().default(null),
});
export type LoadRun = z.infer<typeof LoadRun>;

export const LoadRunWithTicks = LoadRun.extend({ ticks: z.array(LoadTick) });
export type LoadRunWithTicks = z.infer<typeof LoadRunWithTicks>;

/** What the load process is told to do (the task of its 'start' message). */
export const LoadTask = z.strictObject({
  runId: z.string(),
  plan: LoadPlan,
  /** Origin of the target, e.g. http://127.0.0.1:8000 */
  target: z.url(),
  apiKey: z.string().nullable(),
  /** For each part of the plan's mix the absolute paths of its pictures in their order; none for a part without any. */
  imageFiles: z.array(z.array(z.string())),
});
export type LoadTask = z.infer<typeof LoadTask>;

/** What the load process reports once a second and at its end (the report of its 'report' message). */
export const LoadReport = z.object({
  runId: z.string(),
  state: LoadRunState,
  stage: z.number().int(),
  progress: z.number(),
  totals: LoadTotals,
  tick: LoadTick.nullable(),
  message: z.string().nullable(),
});
export type LoadReport = z.infer<typeof LoadReport>;
