import { useContext, useMemo } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { useTimeRange } from '../session/index.ts';
import { planQueries, type QueryPlan } from './query-plan.ts';
import { SurroundingsContext } from './surroundings.ts';

/** What a panel asks for at present; null until its width is known. */
export function usePlan(panel: Panel, widthPx: number | null): QueryPlan | null {
  const { from, to, resolve, seenAtMs } = useTimeRange();
  const { variables, scrapeIntervalMs } = useContext(SurroundingsContext);
  return useMemo(() => {
    if (widthPx === null) return null;
    const { fromMs, toMs } = resolve(seenAtMs);
    const utcOffsetMs = -new Date(toMs).getTimezoneOffset() * 60_000;
    return planQueries(panel, { from, to, fromMs, toMs, widthPx, scrapeIntervalMs, variables, utcOffsetMs });
  }, [panel, widthPx, from, to, resolve, seenAtMs, scrapeIntervalMs, variables]);
}
