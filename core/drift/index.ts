export * from './detectors.ts';
export { distancesBetween, type Binning, type Distances } from './distances.ts';
export * from './job.ts';
export {
  checkMatrix,
  columnOf,
  emptyMatrix,
  matrixFromRows,
  rowOf,
  takeRows,
  type Matrix,
  type Row,
} from './matrix.ts';
export { createNearestRows, type NearRow } from './nearest-rows.ts';
export type { OnlineDetector } from './online-detector.ts';
export { coordinatesOf, principalComponents, type PrincipalComponents } from './principal-components.ts';
export { createRandom, type Random } from './random.ts';
export { updateReference, type ReferenceUpdate } from './reference-update.ts';
export type * from './results.ts';
export { packMatrix, SavedDetector, SavedMatrix, unpackMatrix } from './saved-detector.ts';
