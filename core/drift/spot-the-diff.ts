import { createAdam } from './adam.ts';
import { badInput } from './bad-input.ts';
import { batches, outOfFoldTest, type ClassifierResult, type Train } from './classifier.ts';
import { medianSigmaBetween } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import type { SpotTheDiffOptions } from './learned-options.ts';
import { rowOf, type Matrix, type Row } from './matrix.ts';
import { createRandom, type Random } from './random.ts';
import { scalingOf } from './lsdd-features.ts';

export interface SpotTheDiffResult extends ClassifierResult {
  /** Where, from the average reference row, the classifier looks; the sign of its coefficient says which way drift is. */
  diffs: number[][];
  diff_coeffs: number[];
}

/**
 * The classifier test with a classifier that can be read (Jitkrittum et al., "Interpretable distribution features with
 * maximum testing power", 2016): logit b + sum c_j k(x, mean_ref + d_j), the d_j kept sparse by an L1 penalty. With folds,
 * the differences are those of the last one.
 */
export function* testSpotTheDiff(
  reference: Matrix,
  sample: Matrix,
  options: SpotTheDiffOptions,
): Job<SpotTheDiffResult> {
  const random = createRandom(options.seed);
  let model: SpotModel | undefined;
  function* train(...[rows, labels, fold]: Parameters<Train>): Job<Float64Array> {
    model = createSpotModel(reference, options, random);
    yield* model.train(rows, labels, fold.train);
    return Float64Array.from({ length: rows.rows }, (_, i) => 1 / (1 + Math.exp(-2 * model!.logit(rowOf(rows, i)))));
  }
  const result = yield* outOfFoldTest(reference, sample, options, random, train);
  return { ...result, diffs: model!.diffs(), diff_coeffs: model!.coefficients() };
}

export interface SpotModel {
  /** Half the log odds of "sample". */
  logit(row: Row): number;
  train(rows: Matrix, labels: Uint8Array, train: number[]): Job<void>;
  diffs(): number[][];
  coefficients(): number[];
}

type SpotParameters = { bias: number; coefficients: number[]; diffs: number[][]; logSigma: number };

export function createSpotModel(
  reference: Matrix,
  options: Pick<
    SpotTheDiffOptions,
    'n_diffs' | 'l1_reg' | 'initial_diffs' | 'sigma' | 'learning_rate' | 'batch_size' | 'epochs'
  >,
  random: Random,
  start?: SpotParameters,
): SpotModel {
  const { cols } = reference;
  const { n_diffs: count, l1_reg } = options;
  const { mean, scale } = scalingOf(reference);
  const given = start?.diffs ?? options.initial_diffs;
  if (given && (given.length !== count || given.some((diff) => diff.length !== cols)))
    throw badInput(`options.initial_diffs must be n_diffs = ${count} rows of ${cols} numbers.`);
  // One flat array for the optimiser: log bandwidth, bias, coefficients, differences.
  const parameters = new Float64Array(2 + count + count * cols);
  const coefficientAt = (j: number) => 2 + j;
  const diffAt = (j: number, k: number) => 2 + count + j * cols + k;
  for (let j = 0; j < count; j++)
    for (let k = 0; k < cols; k++) parameters[diffAt(j, k)] = given ? given[j]![k]! : scale[k]! * random.normal();
  if (start) parameters.set([start.logSigma, start.bias, ...start.coefficients]);

  const squaredDistance = (row: Row, j: number) => {
    let sum = 0;
    for (let k = 0; k < cols; k++) sum += (row[k]! - mean[k]! - parameters[diffAt(j, k)]!) ** 2;
    return Math.max(sum, 1e-30);
  };
  const kernels = (row: Row) => {
    const precision = Math.exp(-2 * parameters[0]!);
    return Array.from({ length: count }, (_, j) => {
      const distance = squaredDistance(row, j);
      return { value: Math.exp((-distance * precision) / 2), distance, precision };
    });
  };
  const logitOf = (values: ReturnType<typeof kernels>) =>
    values.reduce((sum, { value }, j) => sum + parameters[coefficientAt(j)]! * value, parameters[1]!);

  /** Adds the slopes of one row's share of the cross-entropy. */
  function learn(row: Row, label: number, share: number, gradient: Float64Array): void {
    const values = kernels(row);
    const logit = logitOf(values);
    const slope = 2 * (1 / (1 + Math.exp(-2 * logit)) - label) * share;
    gradient[1] = gradient[1]! + slope;
    values.forEach(({ value, distance, precision }, j) => {
      const through = slope * parameters[coefficientAt(j)]! * value * precision;
      gradient[coefficientAt(j)] = gradient[coefficientAt(j)]! + slope * value;
      gradient[0] = gradient[0]! + through * distance;
      for (let k = 0; k < cols; k++) {
        const at = diffAt(j, k);
        gradient[at] = gradient[at]! + through * (row[k]! - mean[k]! - parameters[at]!);
      }
    });
  }

  return {
    logit: (row) => logitOf(kernels(row)),
    *train(rows, labels, train) {
      const step = createAdam(parameters, options.learning_rate);
      let done = 0;
      for (const batch of batches(train, options.batch_size, options.epochs, random)) {
        if (done === 0) parameters[0] = Math.log(options.sigma?.[0] ?? firstBandwidth(rows, batch));
        const gradient = new Float64Array(parameters.length);
        for (const row of batch) learn(rowOf(rows, row), labels[row]!, 1 / batch.length, gradient);
        for (let at = diffAt(0, 0); at < parameters.length; at++)
          gradient[at] = gradient[at]! + (l1_reg * Math.sign(parameters[at]!)) / (count * cols);
        step(gradient);
        yield { done: ++done, total: options.epochs * Math.ceil(train.length / options.batch_size) };
      }
    },
    diffs: () => Array.from({ length: count }, (_, j) => [...parameters.subarray(diffAt(j, 0), diffAt(j, cols))]),
    coefficients: () => [...parameters.subarray(2, 2 + count)],
  };

  /** The median heuristic between the first batch and the places looked at. */
  function firstBandwidth(rows: Matrix, batch: number[]): number {
    const distances = batch.flatMap((row) =>
      Array.from({ length: count }, (_, j) => squaredDistance(rowOf(rows, row), j)),
    );
    return medianSigmaBetween(Float64Array.from(distances));
  }
}
