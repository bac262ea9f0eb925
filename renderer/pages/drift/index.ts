import './drift.css';

export { DriftPage } from './drift-page.tsx';
