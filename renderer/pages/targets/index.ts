import './targets.css';

export { TargetsPage } from './targets-page.tsx';
