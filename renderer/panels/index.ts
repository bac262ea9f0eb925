import './panels.css';

export { DashboardView } from './dashboard-view.tsx';
export { toggled } from './legend-model.ts';
export { PanelView } from './panel-view.tsx';
export { newAlertKeys } from './new-alert-address.ts';
export { QueryPanel } from './query-panel.tsx';
export { useAlertCourses } from './use-alert-courses.ts';
