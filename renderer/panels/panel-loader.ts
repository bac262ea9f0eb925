import { reasonOf } from '../../core/shared/index.ts';
import { type Answer, type PanelData, toPanelData } from './panel-data.ts';
import type { PanelQuery, QueryPlan } from './query-plan.ts';
import type { Joined } from './shared-queries.ts';

export interface Failure {
  refId: string;
  expr: string;
  message: string;
}

/** What a panel has to show. `data` is the newest there is, even when the latest refresh failed. */
export interface PanelState {
  data: PanelData | null;
  /** When `data` was asked for, Unix ms. */
  asOfMs: number | null;
  failures: readonly Failure[];
  isLoading: boolean;
}

export const emptyPanelState: PanelState = { data: null, asOfMs: null, failures: [], isLoading: true };

type Ask = (query: PanelQuery, plan: QueryPlan) => Joined<Answer['series']>;

export interface PanelLoader {
  /** Loads a plan. While one is under way that differs only by the clock, it is let finish first. */
  load(plan: QueryPlan): void;
  stop(): void;
}

/**
 * Brings a panel from plan to plan. Data stay until new ones are there; a refresh that comes while a slow query is
 * still running waits for it instead of ending it, or a query slower than the refresh would never be seen.
 */
export function createPanelLoader(ask: Ask, report: (state: PanelState) => void): PanelLoader {
  const slots = new Map<string, number>();
  let state = emptyPanelState;
  let current: { plan: QueryPlan; joined: readonly Joined<Answer['series']>[] } | null = null;
  let next: QueryPlan | null = null;

  const tell = (change: Partial<PanelState>) => {
    state = { ...state, ...change };
    report(state);
  };

  const leave = () => {
    for (const { leave } of current?.joined ?? []) leave();
    current = null;
  };

  const start = async (plan: QueryPlan): Promise<void> => {
    const joined = plan.queries.map((query) => ask(query, plan));
    const run = { plan, joined };
    current = run;
    tell({ isLoading: true });
    const replies = await Promise.allSettled(joined.map(({ reply }) => reply));
    if (current !== run) return;
    leave();
    const answers: Answer[] = [];
    const failures: Failure[] = [];
    replies.forEach((reply, i) => {
      const query = plan.queries[i]!;
      if (reply.status === 'fulfilled') answers.push({ query, series: reply.value });
      else failures.push({ refId: query.refId, expr: query.expr, message: reasonOf(reply.reason) });
    });
    const allFailed = answers.length === 0 && failures.length > 0;
    const fresh = { data: toPanelData(answers, plan, slots), asOfMs: Date.now() };
    tell({ ...(allFailed ? {} : fresh), failures, isLoading: false });
    const following = next;
    next = null;
    if (following) void start(following);
  };

  return {
    load(plan) {
      if (current && current.plan.identity === plan.identity) {
        next = plan;
        return;
      }
      next = null;
      leave();
      void start(plan);
    },
    stop() {
      next = null;
      leave();
    },
  };
}
