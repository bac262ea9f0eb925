import { badInput } from './bad-input.ts';
import { chiSquaredTest } from './chi-squared.ts';
import { createCvmTest } from './cramer-von-mises.ts';
import { checkBinary, fisherTest } from './fisher.ts';
import type { Job } from './job.ts';
import { ksTest } from './ks.ts';
import { columnOf, type Matrix } from './matrix.ts';
import { featureWiseResult } from './multiple-testing.ts';
import type { Chi2Options, FeatureWiseOptions, FetOptions, KsOptions, TabularOptions } from './options.ts';
import type { FeatureWiseResult } from './results.ts';

type FeatureTest = (
  reference: Float64Array,
  sample: Float64Array,
  feature: number,
) => { p_val: number; distance: number };

/** Compares column f of the sample with column f of the reference only, and corrects for their number. */
function* byFeature(
  reference: Matrix,
  sample: Matrix,
  options: FeatureWiseOptions,
  test: FeatureTest,
): Job<FeatureWiseResult> {
  checkFeatureCount(reference, options.n_features);
  const tests = [];
  for (let feature = 0; feature < reference.cols; feature++) {
    tests.push(test(columnOf(reference, feature), columnOf(sample, feature), feature));
    yield { done: feature + 1, total: reference.cols };
  }
  return featureWiseResult(tests, options);
}

export function checkFeatureCount(reference: Matrix, expected: number | undefined): void {
  if (expected !== undefined && expected !== reference.cols)
    throw badInput(`options.n_features is ${expected}; the rows have ${reference.cols}.`);
}

export const testKs = (reference: Matrix, sample: Matrix, options: KsOptions) =>
  byFeature(reference, sample, options, (a, b) => ksTest(a, b, options.alternative));

export const testCvm = (reference: Matrix, sample: Matrix, options: FeatureWiseOptions) =>
  byFeature(reference, sample, options, createCvmTest(reference.rows, sample.rows));

export function testFet(reference: Matrix, sample: Matrix, options: FetOptions) {
  checkBinary(reference, 'reference');
  checkBinary(sample, 'sample');
  return byFeature(reference, sample, options, (a, b) => fisherTest(a, b, options.alternative));
}

export function testChi2(reference: Matrix, sample: Matrix, options: Chi2Options) {
  const declared = declaredCategories(options.categories_per_feature, reference.cols);
  return byFeature(reference, sample, options, (a, b, feature) => chiSquaredTest(a, b, declared(feature)));
}

/** Chi-squared for the features named in categories_per_feature, Kolmogorov-Smirnov for the others; one correction. */
export function testTabular(reference: Matrix, sample: Matrix, options: TabularOptions) {
  const categories = options.categories_per_feature ?? {};
  const declared = declaredCategories(categories, reference.cols);
  return byFeature(reference, sample, options, (a, b, feature) =>
    Object.hasOwn(categories, feature) ? chiSquaredTest(a, b, declared(feature)) : ksTest(a, b, options.alternative),
  );
}

function declaredCategories(categories: Chi2Options['categories_per_feature'] = {}, features: number) {
  const beyond = Object.keys(categories).find((feature) => Number(feature) >= features);
  if (beyond !== undefined)
    throw badInput(
      `options.categories_per_feature names feature ${beyond}; the rows have ${features}, counted from 0.`,
    );
  return (feature: number): readonly number[] => {
    const given = categories[feature] ?? [];
    return typeof given === 'number' ? Array.from({ length: given }, (_, category) => category) : given;
  };
}
