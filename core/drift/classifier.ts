import { createAdam } from './adam.ts';
import { classifierTest } from './classifier-test.ts';
import { createDenseNetwork, parameterCount } from './dense-network.ts';
import { foldsOf, type Fold } from './folds.ts';
import type { Job } from './job.ts';
import type { ClassifierOptions } from './learned-options.ts';
import { logisticProbabilities, withFewerColumns } from './logistic-regression.ts';
import { rowOf, stackRows, type Matrix } from './matrix.ts';
import { createRandom, type Random } from './random.ts';
import type { Flag } from './results.ts';

/** Rows that were judged out of fold, in their original order, and their chances of being of the sample. */
export interface ClassifierResult {
  is_drift: Flag;
  distance: number;
  p_val: number;
  threshold: number;
  probs_ref: number[];
  probs_test: number[];
  x_ref_oof: number[][];
  x_test_oof: number[][];
}

/** Chances of "sample" for every row, by a model trained on some of them. */
export type Train = (rows: Matrix, labels: Uint8Array, fold: Fold) => Job<Float64Array>;

/** Trains a classifier to tell sample from reference; if it can, on rows it did not see, there is drift. */
export function testClassifier(reference: Matrix, sample: Matrix, options: ClassifierOptions): Job<ClassifierResult> {
  // Folds use every row; they are the default, unless a share to train on was asked for.
  const n_folds = options.n_folds ?? (options.train_size === undefined ? 5 : undefined);
  const random = createRandom(options.seed);
  const logistic = options.model === 'logistic-regression';
  const seen = logistic ? withFewerColumns(stackRows(reference, sample)) : stackRows(reference, sample);
  const train: Train = (_, labels, fold) =>
    logistic
      ? logisticProbabilities(seen, labels, fold.train, options.C)
      : networkProbabilities(seen, labels, fold.train, options, random);
  return outOfFoldTest(reference, sample, { ...options, n_folds }, random, train);
}

/** Trains on every fold, and judges all rows that were left out of one. */
export function* outOfFoldTest(
  reference: Matrix,
  sample: Matrix,
  options: Pick<ClassifierOptions, 'p_val' | 'binarize_preds' | 'n_folds' | 'train_size' | 'initial'>,
  random: Random,
  train: Train,
): Job<ClassifierResult> {
  const rows = stackRows(reference, sample);
  const labels = Uint8Array.from({ length: rows.rows }, (_, i) => (i < reference.rows ? 0 : 1));
  const chances = new Float64Array(rows.rows).fill(NaN);
  for (const fold of foldsOf(labels, options, random, options.initial?.test_folds)) {
    const trained = yield* train(rows, labels, fold);
    for (const row of fold.test) chances[row] = trained[row]!;
  }
  const judged = [...labels.keys()].filter((row) => !Number.isNaN(chances[row]!));
  const test = classifierTest(
    judged.map((row) => labels[row]!),
    judged.map((row) => chances[row]!),
    options.binarize_preds,
  );
  const of = (label: number) => judged.filter((row) => labels[row] === label);
  const chancesOf = (label: number) => of(label).map((row) => chances[row]!);
  const rowsOf = (label: number) => of(label).map((row) => Array.from(rowOf(rows, row)));
  return {
    is_drift: test.p_val < options.p_val ? 1 : 0,
    ...test,
    threshold: options.p_val,
    probs_ref: chancesOf(0),
    probs_test: chancesOf(1),
    x_ref_oof: rowsOf(0),
    x_test_oof: rowsOf(1),
  };
}

/** Shuffled batches of rows, as many epochs as asked for. */
export function* batches(train: readonly number[], size: number, epochs: number, random: Random) {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = Array.from(random.permutation(train.length), (at) => train[at]!);
    for (let first = 0; first < order.length; first += size) yield order.slice(first, first + size);
  }
}

function* networkProbabilities(
  rows: Matrix,
  labels: Uint8Array,
  train: number[],
  options: ClassifierOptions,
  random: Random,
): Job<Float64Array> {
  const shape = [rows.cols, options.hidden, 2] as const;
  const network = createDenseNetwork(shape, new Float64Array(parameterCount(shape)), random);
  const step = createAdam(network.parameters, options.learning_rate);
  const chanceOf = ([no, yes]: ArrayLike<number> & Iterable<number>) => 1 / (1 + Math.exp(no! - yes!));
  let done = 0;
  const total = options.epochs * Math.ceil(train.length / options.batch_size);
  for (const batch of batches(train, options.batch_size, options.epochs, random)) {
    const gradient = new Float64Array(network.parameters.length);
    for (const row of batch) {
      const activations = network.forward(rowOf(rows, row));
      const error = (chanceOf(activations.output) - labels[row]!) / batch.length;
      network.backward(rowOf(rows, row), activations, [-error, error], gradient);
    }
    step(gradient);
    yield { done: ++done, total };
  }
  return Float64Array.from({ length: rows.rows }, (_, i) => chanceOf(network.forward(rowOf(rows, i)).output));
}
