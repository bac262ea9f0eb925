import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ApiError, type InstantSample, queryInstant, queryRange, type RangeSeries } from '../../api/index.ts';
import { useTimeRange } from '../../session/index.ts';

/** PromQL over the page's time range, asked again at every refresh; the old answer stays until the new one is there. */
export function useRangeSeries(query: string, stepMs: number) {
  const { from, to, tick, resolve } = useTimeRange();
  return useQuery<RangeSeries[], ApiError>({
    queryKey: ['query-range', query, stepMs, from, to, tick],
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = resolve(Date.now());
      // On multiples of the step, points keep their place from refresh to refresh.
      const align = (ms: number) => Math.floor(ms / stepMs) * stepMs;
      return queryRange({ query, fromMs: align(fromMs), toMs: align(toMs), stepMs }, signal);
    },
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

/** PromQL at the end of the page's time range. */
export function useInstantSamples(query: string) {
  const { from, to, tick, resolve } = useTimeRange();
  return useQuery<InstantSample[], ApiError>({
    queryKey: ['query', query, from, to, tick],
    queryFn: ({ signal }) => queryInstant({ query, atMs: resolve(Date.now()).toMs }, signal),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}
