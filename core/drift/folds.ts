import { badInput } from './bad-input.ts';
import type { Random } from './random.ts';

/** Rows to learn from, and rows to be judged on; counted over reference rows, then sample rows. */
export interface Fold {
  train: number[];
  test: number[];
}

/**
 * One shuffled split, or as many as there are folds, each with about the same share of reference and sample rows. Throws
 * `bad_request` if a side is left without rows to judge.
 */
export function foldsOf(
  labels: Uint8Array,
  options: { n_folds?: number | undefined; train_size?: number | undefined },
  random: Random,
  given: number[][] | undefined,
): Fold[] {
  const rows = labels.length;
  const folds =
    given ??
    (options.n_folds === undefined
      ? [singleTest(rows, options.train_size ?? 0.75, random)]
      : stratified(labels, options.n_folds, random));
  for (const test of folds) {
    const beyond = test.find((row) => row >= rows);
    if (beyond !== undefined) throw badInput(`initial.test_folds names row ${beyond}; there are ${rows}.`);
  }
  const judged = new Set(folds.flat().map((row) => labels[row]));
  if (judged.size < 2) throw badInput(`${rows} rows are too few to train on some and judge on others. Give more rows.`);
  return folds.map((test) => {
    const held = new Set(test);
    return { test, train: [...labels.keys()].filter((row) => !held.has(row)) };
  });
}

const singleTest = (rows: number, trainSize: number, random: Random): number[] =>
  [...random.permutation(rows)].slice(Math.floor(rows * trainSize));

function stratified(labels: Uint8Array, folds: number, random: Random): number[][] {
  const dealt: number[][] = Array.from({ length: folds }, () => []);
  let next = 0;
  for (const label of [0, 1]) {
    const order = random.permutation(labels.length).filter((row) => labels[row] === label);
    for (const row of order) dealt[next++ % folds]!.push(row);
  }
  return dealt.filter((test) => test.length > 0);
}
