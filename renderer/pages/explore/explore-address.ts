import { formatDuration, parseDuration } from '../../../core/shared/index.ts';

export interface ExploreQuery {
  expr: string;
  /** Whether its result is shown. */
  isOn: boolean;
}

export interface ExploreState {
  queries: readonly ExploreQuery[];
  tab: ExploreTab;
  /** null lets the range decide. */
  stepMs: number | null;
}

export type ExploreTab = 'graph' | 'table';

/** As many as there are letters a person can tell apart at a glance; more belong on a dashboard. */
export const maxQueries = 10;

/** A query is called by its letter: in the list, in legends, and in the address. */
export const letterOf = (index: number): string => String.fromCodePoint(65 + index);

/**
 * The questions in an address: `?expr=up&expr=rate(x[5m])&off=B&tab=table&step=30s`. `expr` is repeated, in order; `off`
 * lists the letters of those whose results are not shown.
 */
export function readExplore(query: URLSearchParams): ExploreState {
  const off = new Set((query.get('off') ?? '').split(','));
  const stepMs = parseDuration(query.get('step') ?? '');
  return {
    queries: query
      .getAll('expr')
      .slice(0, maxQueries)
      .map((expr, i) => ({ expr, isOn: !off.has(letterOf(i)) })),
    tab: query.get('tab') === 'table' ? 'table' : 'graph',
    stepMs: stepMs === null || stepMs === 0 ? null : stepMs,
  };
}

/** Puts questions into a query string, beside whatever else is in it; queries without a text are left out. */
export function writeExplore(present: URLSearchParams, { queries, tab, stepMs }: ExploreState): URLSearchParams {
  const next = new URLSearchParams(present);
  for (const name of ['expr', 'off', 'tab', 'step']) next.delete(name);
  const asked = queries.filter(({ expr }) => expr.trim() !== '');
  for (const { expr } of asked) next.append('expr', expr);
  const off = asked.flatMap(({ isOn }, i) => (isOn ? [] : [letterOf(i)]));
  if (off.length > 0) next.set('off', off.join(','));
  if (tab !== 'graph') next.set('tab', tab);
  if (stepMs !== null) next.set('step', formatDuration(stepMs));
  return next;
}
