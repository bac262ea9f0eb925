import type { Panel } from '../../core/shared/index.ts';
import type { QueryPlan } from './query-plan.ts';

/** What the address of a new rule carries. */
export const newAlertKeys = { query: 'query', name: 'name', dashboard: 'dashboard', panel: 'panel' } as const;

/** Where a rule about what the panel shows is made; null for a panel without a query. Several queries: about the first. */
export function newAlertAddress(panel: Panel, plan: QueryPlan | null, dashboardUid: string | null): string | null {
  const expr = plan?.queries[0]?.expr;
  if (expr === undefined) return null;
  const query = new URLSearchParams({ [newAlertKeys.query]: expr, [newAlertKeys.name]: panel.title ?? '' });
  if (dashboardUid !== null && panel.id !== undefined) {
    query.set(newAlertKeys.dashboard, dashboardUid);
    query.set(newAlertKeys.panel, String(panel.id));
  }
  return `/alerts?${query}`;
}
