import './panels.css';

export { DashboardView } from './dashboard-view.tsx';
export { PanelView } from './panel-view.tsx';
export { QueryPanel } from './query-panel.tsx';
