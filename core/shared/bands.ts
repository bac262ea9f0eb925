import { z } from 'zod';
import type { Annotation } from './annotations.ts';
import type { DriftEpisode } from './drift.ts';
import type { LoadRun } from './load-run.ts';
import type { Outage } from './service.ts';

/** A span of time behind the lines of a chart: a load run, the service being down, drift, an alert, or what somebody noted. */
export const Band = z.object({
  fromMs: z.number(),
  /** null while it lasts. */
  toMs: z.number().nullable(),
  label: z.string(),
  /** `pending` and `firing` on the panel that an alert is about, `alert` elsewhere while one fires. */
  kind: z.enum(['load', 'outage', 'drift', 'note', 'pending', 'firing', 'alert']),
});
export type Band = z.infer<typeof Band>;

/** More would be a hatching, not marks. */
const mostEpisodes = 50;

/**
 * Load runs, outages of the service, episodes of drift and notes as spans behind the charts. What goes on has no end yet;
 * drift ends where its last sample was, so that a stream that stops does not seem to drift for ever.
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
