import './scatter.css';

export { DriftScatter } from './drift-scatter.tsx';
export { ScatterKey } from './scatter-key.tsx';
export { diamondPath, discPath, type ScatterAxis, scatterModel } from './scatter-model.ts';
export { scaleFor, statisticText } from './statistic-text.ts';
