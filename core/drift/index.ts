export * from './detectors.ts';
export * from './job.ts';
export { emptyMatrix, matrixFromRows, rowOf, type Matrix, type Row } from './matrix.ts';
export type { OnlineDetector } from './online-detector.ts';
export type * from './results.ts';
export { SavedDetector } from './saved-detector.ts';
