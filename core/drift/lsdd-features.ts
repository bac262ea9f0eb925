import { badInput } from './bad-input.ts';
import { gaussianKernel, medianSigmaWithin, pairwiseDistances, type Kernel } from './gaussian-kernel.ts';
import type { InitialChoices } from './initial-choices.ts';
import type { Job } from './job.ts';
import { emptyMatrix, matrixFromRows, rowOf, takeRows, type Matrix, type Row } from './matrix.ts';
import type { Random } from './random.ts';
import { createRowStore, putRows } from './row-store.ts';

/** How rows are standardised: by mean and standard deviation of each feature of the reference. */
export interface Scaling {
  mean: number[];
  scale: number[];
}

export function scalingOf(reference: Matrix): Scaling {
  const { rows, cols } = reference;
  const mean = Array.from({ length: cols }, () => 0);
  const squares = Array.from({ length: cols }, () => 0);
  for (let i = 0; i < rows; i++) rowOf(reference, i).forEach((value, j) => (mean[j]! += value / rows));
  for (let i = 0; i < rows; i++) rowOf(reference, i).forEach((value, j) => (squares[j]! += (value - mean[j]!) ** 2));
  // A feature that never changes has no scale of its own: dividing by almost nothing would make any change infinite.
  const scale = squares.map((sum) => (sum > 0 ? Math.sqrt(sum / (rows - 1)) + 1e-12 : 1));
  return { mean, scale };
}

export const standardise = ({ mean, scale }: Scaling, row: Row): Float64Array =>
  Float64Array.from(mean, (value, j) => (row[j]! - value) / scale[j]!);

export function standardiseAll(scaling: Scaling, matrix: Matrix): Matrix {
  const standard = emptyMatrix(matrix.rows, matrix.cols);
  for (let i = 0; i < matrix.rows; i++) standard.data.set(standardise(scaling, rowOf(matrix, i)), i * matrix.cols);
  return standard;
}

/** The kernel values of a row with every centre: all that LSDD sees of it. */
export type KernelFeatures = (row: Row) => Float64Array;

export function kernelFeatures(centers: Matrix, kernel: Kernel): KernelFeatures {
  const store = createRowStore(centers.rows + 1, centers.cols, 'float64');
  putRows(store, centers);
  return (row) => {
    store.put(centers.rows, row);
    return store.distances(centers.rows, 0, centers.rows).map(kernel);
  };
}

export function featureMatrix(features: KernelFeatures, matrix: Matrix, centers: number): Matrix {
  const result = emptyMatrix(matrix.rows, centers);
  for (let i = 0; i < matrix.rows; i++) result.data.set(features(rowOf(matrix, i)), i * centers);
  return result;
}

/** The Gram matrix of the density difference's basis: kernels of the centres at sqrt(2) times the bandwidth. */
export function basisGram(centers: Matrix, sigmas: readonly number[]): Float64Array {
  const wide = gaussianKernel(sigmas.map((sigma) => Math.SQRT2 * sigma));
  return featureMatrix(kernelFeatures(centers, wide), centers, centers.rows).data as Float64Array;
}

export interface Centers {
  /** Standardised. */
  centers: Matrix;
  /** Rows of the reference that are no centres, in the order that permutations and splits count them. */
  others: ArrayLike<number>;
}

/** Draws which reference rows become kernel centres, or takes those given. */
export function chooseCenters(
  standard: Matrix,
  count: number,
  random: Random,
  initial: InitialChoices | undefined,
): Centers {
  const order = random.permutation(standard.rows);
  const chosen = initial?.kernel_center_inds ?? [...order.subarray(0, count)];
  const beyond = [...chosen, ...(initial?.non_center_inds ?? [])].find((index) => index >= standard.rows);
  if (beyond !== undefined) throw badInput(`initial names row ${beyond}; the reference has ${standard.rows}.`);
  const rest = () => Array.from(order.keys()).filter((row) => !chosen.includes(row));
  const others = initial?.non_center_inds ?? (initial?.kernel_center_inds ? rest() : order.subarray(count));
  const centers = initial?.kernel_centers
    ? matrixFromRows(initial.kernel_centers, 'initial.kernel_centers')
    : apart(takeRows(standard, chosen), random);
  if (centers.cols !== standard.cols)
    throw badInput(`initial.kernel_centers are ${centers.cols} wide; the reference has ${standard.cols} features.`);
  return { centers, others };
}

/** Centres that coincide get a little noise, without which their Gram matrix would be singular. */
function apart(centers: Matrix, random: Random): Matrix {
  const different = new Set(Array.from({ length: centers.rows }, (_, i) => rowOf(centers, i).join()));
  if (different.size === centers.rows) return centers;
  return { ...centers, data: centers.data.map((value) => value + 1e-6 * random.normal()) };
}

export function* medianSigma(rows: Matrix): Job<number> {
  const store = createRowStore(rows.rows, rows.cols, 'float64');
  putRows(store, rows);
  return medianSigmaWithin(yield* pairwiseDistances(store), rows.rows);
}
