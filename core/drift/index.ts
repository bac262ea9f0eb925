export * from './detectors.ts';
export { distancesBetween, type Binning, type Distances } from './distances.ts';
export * from './job.ts';
export { checkMatrix, columnOf, emptyMatrix, matrixFromRows, rowOf, type Matrix, type Row } from './matrix.ts';
export type { OnlineDetector } from './online-detector.ts';
export { createRandom, type Random } from './random.ts';
export { updateReference, type ReferenceUpdate } from './reference-update.ts';
export type * from './results.ts';
export { SavedDetector } from './saved-detector.ts';
