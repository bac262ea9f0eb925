import './faults.css';

export { LoadPage } from './load-page.tsx';
