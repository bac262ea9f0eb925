import './scenarios.css';

export { ScenariosPage } from './scenarios-page.tsx';
