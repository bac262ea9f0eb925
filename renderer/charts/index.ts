import './charts.css';

export * from '../drawing/index.ts';
export type { Span } from './drag-selection.ts';
export { createHoverStore, HoverContext, type HoverStore } from './hover.ts';
export { Legend } from './legend.tsx';
export { pageCanvas } from './page-canvas.ts';
export { type Paint, Painted } from './painted.tsx';
export { copyPicture, pictureName, savePicture } from './save-picture.ts';
export { Sparkline } from './sparkline.tsx';
export { TimeChart } from './time-chart.tsx';
export type { TooltipOptions } from './tooltip-rows.ts';
