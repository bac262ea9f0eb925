export { addPanel, emptyDashboard } from './add-panel.ts';
export { DashboardProblem } from './dashboard-problem.ts';
export { dataSourceUid, fillInputs, forSharing } from './inputs.ts';
export type { JsonObject } from './json-object.ts';
export { listingOf, panelCount } from './listing.ts';
export { type Dashboards, type FileProblem, type KeptDashboard, openDashboards } from './open-dashboards.ts';
export { provisioningFiles } from './provisioning.ts';
export { readDashboard, type ReadDashboard, readDashboardJson } from './read-dashboard.ts';
