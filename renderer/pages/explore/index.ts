import './explore.css';

export { ExplorePage } from './explore-page.tsx';
