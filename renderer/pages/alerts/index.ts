import './alerts.css';

export { AlertsPage } from './alerts-page.tsx';
export { silenceAddress } from './silences/silence-draft.ts';
