import { type CaptureQuery, type CaptureSeries, type Panel, reasonOf } from '../../core/shared/index.ts';
import { timeAt } from '../drawing/index.ts';
import { type Answer, type PanelData, toPanelData } from '../panels/panel-data.ts';
import type { Failure } from '../panels/panel-loader.ts';
import { type PanelQuery, planQueries, type PlanContext, type QueryPlan } from '../panels/query-plan.ts';

export type Ask = (query: CaptureQuery) => Promise<readonly CaptureSeries[]>;

export interface PanelAnswers {
  data: PanelData | null;
  failures: readonly Failure[];
}

/** Asks what a panel asks on the page. A query that fails is told of and does not take the others with it. */
export async function answersOf(panel: Panel, context: PlanContext, ask: Ask): Promise<PanelAnswers> {
  const plan = planQueries(panel, context);
  const replies = await Promise.allSettled(plan.queries.map((query) => ask(toCaptureQuery(query, plan))));
  const answers: Answer[] = [];
  const failures: Failure[] = [];
  replies.forEach((reply, i) => {
    const query = plan.queries[i]!;
    if (reply.status === 'fulfilled') answers.push({ query, series: reply.value });
    else failures.push({ refId: query.refId, expr: query.expr, message: reasonOf(reply.reason) });
  });
  const allFailed = answers.length === 0 && failures.length > 0;
  return { data: allFailed ? null : toPanelData(answers, plan, new Map()), failures };
}

function toCaptureQuery({ expr, kind }: PanelQuery, { grid }: QueryPlan): CaptureQuery {
  const endMs = timeAt(grid, grid.length - 1);
  if (kind === 'instant') return { kind, expr, atMs: endMs };
  return { kind, expr, startMs: grid.startMs, endMs, stepMs: grid.stepMs };
}
