export { AppFrame } from './app-frame.tsx';
export { PageHeader } from './page-header.tsx';
export { stateWords } from './service-pill.tsx';
export { type AlertsView, type Place, placeOf, type StackView } from './routes.ts';
