export { LoadPage } from './load-page.tsx';
