import { useMemo } from 'react';
import type { LoadRun, Outage } from '../../core/shared/index.ts';
import { useCall } from '../api/index.ts';
import type { Band } from '../charts/index.ts';

/** Load runs and outages of the service as spans behind the charts. A run or outage that goes on has no end yet. */
export function toBands(runs: readonly LoadRun[], outages: readonly Outage[]): Band[] {
  return [
    ...runs.map(({ plan, startedAtMs, endedAtMs }) => ({
      fromMs: startedAtMs,
      toMs: endedAtMs,
      label: plan.title,
      kind: 'load' as const,
    })),
    ...outages.map(({ fromMs, toMs, reason }) => ({
      fromMs,
      toMs,
      label: `Service down: ${reason}`,
      kind: 'outage' as const,
    })),
  ];
}

/** The bands of the page; the same array until one of them changes, so that charts are not redrawn for nothing. */
export function useBands(): readonly Band[] {
  const runs = useCall('loadRuns', {}, { refetchMs: 15_000 }).data?.runs;
  const outages = useCall('status', {}).data?.service.outages;
  const bands = JSON.stringify(toBands(runs ?? [], outages ?? []));
  return useMemo(() => JSON.parse(bands) as Band[], [bands]);
}
