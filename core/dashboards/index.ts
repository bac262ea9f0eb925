export { addPanel, emptyDashboard } from './add-panel.ts';
export { type Dashboards, type FileProblem, openDashboards } from './open-dashboards.ts';
export { DashboardProblem, readDashboard } from './read-dashboard.ts';
