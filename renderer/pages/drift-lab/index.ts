import './drift-lab.css';

export { DriftLabPage } from './drift-lab-page.tsx';
