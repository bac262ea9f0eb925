import './faults.css';
import './load.css';

export { LoadPage } from './load-page.tsx';
