import './alerts.css';

export { AlertsPage } from './alerts-page.tsx';
export { SilencedMark } from './silences/silenced-mark.tsx';
