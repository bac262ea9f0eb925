import { useEffect, useState } from 'react';
import { queryInstant, queryRange } from '../api/index.ts';
import { timeAt } from '../drawing/index.ts';
import type { Answer } from './panel-data.ts';
import { createPanelLoader, emptyPanelState, type PanelState } from './panel-loader.ts';
import type { PanelQuery, QueryPlan } from './query-plan.ts';
import { createSharedQueries } from './shared-queries.ts';

/** Long enough for every panel of a refresh to have asked, shorter than any refresh. */
const shared = createSharedQueries<Answer['series']>(900);

function ask({ expr, kind }: PanelQuery, { grid }: QueryPlan) {
  const fromMs = grid.startMs;
  const toMs = timeAt(grid, grid.length - 1);
  const key = JSON.stringify([kind, expr, kind === 'range' ? fromMs : null, toMs, grid.stepMs]);
  return shared.join(key, (signal) =>
    kind === 'instant'
      ? queryInstant({ query: expr, atMs: toMs }, signal)
      : queryRange({ query: expr, fromMs, toMs, stepMs: grid.stepMs }, signal),
  );
}

/** The data of a plan, kept until those of the next plan are there. Null asks for nothing (yet). */
export function usePanelData(plan: QueryPlan | null): PanelState {
  const [state, setState] = useState<PanelState>(emptyPanelState);
  const [loader] = useState(() => createPanelLoader(ask, setState));
  useEffect(() => {
    if (plan) loader.load(plan);
  }, [loader, plan]);
  useEffect(() => () => loader.stop(), [loader]);
  return state;
}
