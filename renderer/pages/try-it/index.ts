export { TryItPage } from './try-it-page.tsx';
