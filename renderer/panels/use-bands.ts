import { useMemo } from 'react';
import type { Annotation, DriftEpisode, LoadRun, Outage } from '../../core/shared/index.ts';
import { useCall } from '../api/index.ts';
import type { Band } from '../charts/index.ts';

/** More would be a hatching, not marks. */
const mostEpisodes = 50;

/**
 * Load runs, outages of the service, episodes of drift and notes as spans behind the charts. What goes on has no end yet; drift
 * ends where its last sample was, so that a stream that stops does not seem to drift for ever.
 */
export function toBands(
  runs: readonly LoadRun[],
  outages: readonly Outage[],
  episodes: readonly DriftEpisode[],
  notes: readonly Annotation[] = [],
): Band[] {
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
    ...episodes.slice(-mostEpisodes).map(({ fromMs, lastMs, samples }) => ({
      fromMs,
      toMs: lastMs,
      label: samples === 1 ? 'Drift: 1 sample' : `Drift: ${samples} samples`,
      kind: 'drift' as const,
    })),
    ...notes.map(({ fromMs, toMs, text }) => ({ fromMs, toMs, label: text, kind: 'note' as const })),
  ];
}

/** The bands of the page; the same array until one of them changes, so that charts are not redrawn for nothing. */
export function useBands(): readonly Band[] {
  const runs = useCall('loadRuns', {}, { refetchMs: 15_000 }).data?.runs;
  const outages = useCall('status', {}).data?.service.outages;
  const episodes = useCall('driftEvents', {}, { refetchMs: 15_000 }).data?.episodes;
  const notes = useCall('annotations', {}).data?.annotations;
  const bands = JSON.stringify(toBands(runs ?? [], outages ?? [], episodes ?? [], notes ?? []));
  return useMemo(() => JSON.parse(bands) as Band[], [bands]);
}
