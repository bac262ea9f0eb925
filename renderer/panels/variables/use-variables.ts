import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Dashboard } from '../../../core/shared/index.ts';
import { queryInstant } from '../../api/index.ts';
import { navigate, splitAddress, useAddress, useTimeRange } from '../../session/index.ts';
import type { Variables } from '../interpolate.ts';
import { readVariables } from './read-variables.ts';
import { rechosen, type ResolvedVariable, resolveVariables, valuesOf } from './resolve-variables.ts';
import { wantedIn, withWanted } from './wanted.ts';

export interface VariablesInUse {
  /** Null until they are known for the first time. */
  resolved: readonly ResolvedVariable[] | null;
  values: Variables;
  choose(name: string, values: readonly string[]): void;
}

const none: readonly ResolvedVariable[] = [];

/** The variables of a dashboard: their choices from the store, what is chosen from the address (`var-job=…`). */
export function useVariables(dashboard: Dashboard): VariablesInUse {
  const { path, query } = splitAddress(useAddress());
  const { from, to, resolve, seenAtMs } = useTimeRange();
  const { fromMs, toMs } = resolve(seenAtMs);
  const variables = useMemo(() => readVariables(dashboard), [dashboard]);
  const wanted = wantedIn(query);
  const asked = useQuery({
    queryKey: ['variables', dashboard.uid, variables, [...wanted], from, to],
    queryFn: ({ signal }) => {
      const ask = (expr: string) => queryInstant({ query: expr, atMs: toMs }, signal);
      return resolveVariables(variables, { wanted, fromMs, toMs, ask });
    },
    enabled: variables.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  }).data;
  const wantedText = JSON.stringify([...wanted]);
  const resolved = useMemo(() => {
    if (variables.length === 0) return none;
    // A choice is seen at once; the choices that hang on it follow.
    return asked ? rechosen(asked, new Map(JSON.parse(wantedText) as [string, string[]][])) : null;
  }, [variables, asked, wantedText]);
  // The same from tick to tick, so that panels are not asked for again because of a millisecond.
  const rangeMs = Math.round((toMs - fromMs) / 1000) * 1000;
  const values = useMemo(() => valuesOf(resolved ?? [], rangeMs), [resolved, rangeMs]);
  return {
    resolved,
    values,
    choose: (name, chosen) => navigate(`${path}?${withWanted(query, name, chosen)}`),
  };
}
