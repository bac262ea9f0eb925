import './store.css';

export { StorePage } from './store-page.tsx';
