import { z } from 'zod';
import type { LoadTotals } from './load-run.ts';
import type { LoadThresholds } from './load.ts';

/** One threshold of a plan beside what was measured; null when nothing was. */
export const LoadCheck = z.object({
  figure: z.enum(['p95', 'p99', 'errorShare', 'rate']),
  limit: z.number(),
  measured: z.number().nullable(),
  passed: z.boolean(),
});
export type LoadCheck = z.infer<typeof LoadCheck>;

export const LoadVerdict = z.object({ passed: z.boolean(), checks: z.array(LoadCheck) });
export type LoadVerdict = z.infer<typeof LoadVerdict>;

/**
 * Holds what a run measured against its thresholds; null when it has none. What was not measured has not passed: a
 * target that never answered is not a fast one.
 */
export function judge(thresholds: LoadThresholds, totals: LoadTotals): LoadVerdict | null {
  const wanted = totals.requests + totals.dropped;
  const answered = totals.requests > (totals.byStatus['network'] ?? 0);
  const below = (figure: LoadCheck['figure'], limit: number | undefined, measured: number | null): LoadCheck[] =>
    limit === undefined ? [] : [{ figure, limit, measured, passed: measured !== null && measured < limit }];
  const { p95BelowMs, p99BelowMs, errorShareBelow, ratePerSecondAbove } = thresholds;
  const rate = totals.requestsPerSecond;
  const checks = [
    ...below('p95', p95BelowMs, answered ? totals.latencyMs.p95 : null),
    ...below('p99', p99BelowMs, answered ? totals.latencyMs.p99 : null),
    ...below('errorShare', errorShareBelow, wanted > 0 ? (totals.errors + totals.dropped) / wanted : null),
    ...(ratePerSecondAbove === undefined
      ? []
      : [{ figure: 'rate' as const, limit: ratePerSecondAbove, measured: rate, passed: rate > ratePerSecondAbove }]),
  ];
  return checks.length === 0 ? null : { passed: checks.every(({ passed }) => passed), checks };
}
