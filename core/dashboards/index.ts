export { type Dashboards, type FileProblem, openDashboards } from './open-dashboards.ts';
export { DashboardProblem, readDashboard } from './read-dashboard.ts';
