import { useMemo } from 'react';
import { type Band, toBands } from '../../core/shared/index.ts';
import { useCall } from '../api/index.ts';

/** The bands of the page; the same array until one of them changes, so that charts are not redrawn for nothing. */
export function useBands(): readonly Band[] {
  const runs = useCall('loadRuns', {}, { refetchMs: 15_000 }).data?.runs;
  const outages = useCall('status', {}).data?.service.outages;
  const episodes = useCall('driftEvents', {}, { refetchMs: 15_000 }).data?.episodes;
  const notes = useCall('annotations', {}).data?.annotations;
  const bands = JSON.stringify(toBands(runs ?? [], outages ?? [], episodes ?? [], notes ?? []));
  return useMemo(() => JSON.parse(bands) as Band[], [bands]);
}
