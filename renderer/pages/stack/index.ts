import './stack.css';

export { StackPage } from './stack-page.tsx';
export { StackViewPage } from './stack-view-page.tsx';
