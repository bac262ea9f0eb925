import { badInput } from './bad-input.ts';
import { gaussianKernel } from './gaussian-kernel.ts';
import type { Job } from './job.ts';
import {
  basisGram,
  chooseCenters,
  featureMatrix,
  kernelFeatures,
  medianSigma,
  scalingOf,
  standardiseAll,
} from './lsdd-features.ts';
import { chooseLambda, lsdd, lsddForm } from './lsdd-statistic.ts';
import { rowOf, stackRows, takeRows, type Matrix } from './matrix.ts';
import { checkPermutations, type LsddOptions } from './options.ts';
import { judgePermutations, permutedTails } from './permutation-test.ts';
import { createRandom } from './random.ts';
import type { TwoSampleResult } from './results.ts';

/** Statistics closer than this, relative to the observed one, are ties. */
const RESOLUTION = 1e-11;

/** The permutation test of the least-squares density difference between two samples of rows. */
export function* testLsdd(reference: Matrix, sample: Matrix, options: LsddOptions): Job<TwoSampleResult> {
  const { initial } = options;
  const wanted = options.n_kernel_centers ?? Math.max(Math.floor(reference.rows / 20), 1);
  if (reference.rows < wanted + 2)
    throw badInput(
      `LSDD with ${wanted} kernel centres needs at least ${wanted + 2} reference rows, not ${reference.rows}.`,
    );
  const random = createRandom(options.seed);
  const scaling = scalingOf(reference);
  const standard = standardiseAll(scaling, reference);
  const { centers, others } = chooseCenters(standard, wanted, random, initial);
  const sigmas = initial?.sigma ?? options.sigma ?? [yield* medianSigma(standard)];
  const features = kernelFeatures(centers, gaussianKernel(sigmas));
  const pooled = stackRows(takeRows(standard, others), standardiseAll(scaling, sample));
  const rows = featureMatrix(features, pooled, centers.rows);
  checkPermutations(initial?.permutations, rows.rows);

  const differenceOf = meanDifference(rows);
  const total = initial?.permutations?.length ?? options.n_permutations;
  const drawn = { rows: rows.rows, count: sample.rows, total, random };
  const differences: Float64Array[] = [];
  for (const tail of permutedTails(initial?.permutations, drawn)) {
    differences.push(differenceOf(tail));
    yield { done: differences.length, total };
  }

  const gram = basisGram(centers, sigmas);
  const { form } = initial?.lambda
    ? lsddForm(gram, centers.rows, initial.lambda)
    : chooseLambda(gram, centers.rows, differences, options.lambda_rd_max);
  const observed = lsdd(form, differenceOf(Int32Array.from({ length: sample.rows }, (_, i) => others.length + i)));
  const permuted = Float64Array.from(differences, (difference) => lsdd(form, difference));
  return judgePermutations(observed, permuted, options.p_val, RESOLUTION * Math.abs(observed));
}

/** Mean feature row of all but the chosen rows, less that of the chosen ones. */
function meanDifference(features: Matrix): (chosen: ArrayLike<number>) => Float64Array {
  const { rows, cols } = features;
  const sums = new Float64Array(cols);
  for (let i = 0; i < rows; i++) rowOf(features, i).forEach((value, c) => (sums[c]! += value));
  return (chosen) => {
    const inside = new Float64Array(cols);
    for (let i = 0; i < chosen.length; i++) rowOf(features, chosen[i]!).forEach((value, c) => (inside[c]! += value));
    return sums.map((sum, c) => (sum - inside[c]!) / (rows - chosen.length) - inside[c]! / chosen.length);
  };
}
