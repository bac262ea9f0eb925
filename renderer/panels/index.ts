import './panels.css';

export { DashboardView } from './dashboard-view.tsx';
export { toggled } from './legend-model.ts';
export { PanelView } from './panel-view.tsx';
export { QueryPanel } from './query-panel.tsx';
