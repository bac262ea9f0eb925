import type { Dashboard, DashboardListing } from '../shared/index.ts';

/** Panels without the rows between them, those in collapsed rows included. */
export const panelCount = ({ panels }: Pick<Dashboard, 'panels'>): number =>
  panels.reduce((count, panel) => {
    const inside = panel.type === 'row' && Array.isArray(panel['panels']) ? panel['panels'].length : 0;
    return count + inside + (panel.type === 'row' ? 0 : 1);
  }, 0);

export const listingOf = (dashboard: Dashboard, origin: DashboardListing['origin']): DashboardListing => ({
  uid: dashboard.uid,
  title: dashboard.title,
  tags: dashboard.tags ?? [],
  panels: panelCount(dashboard),
  origin,
});
