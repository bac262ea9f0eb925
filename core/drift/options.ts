import { z } from 'zod';
import { badInput } from './bad-input.ts';
import { InitialChoices, Sigma } from './initial-choices.ts';

const probability = z.number().gt(0).lt(1);
const count = (most: number) => z.int().min(1).max(most);

/** What every detector takes. */
const common = {
  /** Two runs with the same seed and the same data give the same numbers. */
  seed: z.int().default(0),
  initial: InitialChoices.optional(),
};
export const offline = { ...common, p_val: probability.default(0.05) };
const permuting = { ...offline, n_permutations: count(100_000).default(100) };

export const MmdOptions = z.strictObject({
  ...permuting,
  sigma: Sigma.optional(),
  configure_kernel_from_x_ref: z.boolean().default(true),
});
export type MmdOptions = z.output<typeof MmdOptions>;

export const LsddOptions = z.strictObject({
  ...permuting,
  sigma: Sigma.optional(),
  n_kernel_centers: z.int().min(1).optional(),
  lambda_rd_max: z.number().positive().default(0.2),
});
export type LsddOptions = z.output<typeof LsddOptions>;

const featureWise = {
  ...offline,
  correction: z.enum(['bonferroni', 'fdr']).default('bonferroni'),
  drift_type: z.enum(['batch', 'feature']).default('batch'),
  n_features: z.int().min(1).optional(),
};
const alternative = z.enum(['two-sided', 'greater', 'less']);
/** A number of categories (0 to n - 1), their list, or null: those seen in the reference. */
const categories = z.union([z.int().min(1), z.array(z.number()).min(1), z.null()]);

export const KsOptions = z.strictObject({ ...featureWise, alternative: alternative.default('two-sided') });
export const CvmOptions = z.strictObject(featureWise);
export const FetOptions = z.strictObject({ ...featureWise, alternative: alternative.default('greater') });
export const Chi2Options = z.strictObject({
  ...featureWise,
  categories_per_feature: z.record(z.string().regex(/^\d+$/), categories).optional(),
});
export const TabularOptions = z.strictObject({
  ...Chi2Options.shape,
  alternative: alternative.default('two-sided'),
});
export type FeatureWiseOptions = z.output<typeof CvmOptions>;
export type KsOptions = z.output<typeof KsOptions>;
export type FetOptions = z.output<typeof FetOptions>;
export type Chi2Options = z.output<typeof Chi2Options>;
export type TabularOptions = z.output<typeof TabularOptions>;

const online = {
  ...common,
  /** Expected run time: rows until the first false alarm, on average. */
  ert: z.number().gt(1).max(1e6),
};

export const MmdOnlineOptions = z.strictObject({
  ...online,
  window_size: z.int().min(2).max(10_000),
  n_bootstraps: count(1_000_000).default(1000),
  sigma: Sigma.optional(),
});
export type MmdOnlineOptions = z.output<typeof MmdOnlineOptions>;

export const LsddOnlineOptions = z.strictObject({
  ...MmdOnlineOptions.shape,
  n_kernel_centers: z.int().min(1).optional(),
  lambda_rd_max: z.number().positive().default(0.2),
});
export type LsddOnlineOptions = z.output<typeof LsddOnlineOptions>;

const windows = {
  ...online,
  window_sizes: z.array(z.int().min(1).max(100_000)).min(1),
  n_bootstraps: count(1_000_000).default(10_000),
  n_features: z.int().min(1).optional(),
};
export const CvmOnlineOptions = z.strictObject({
  ...windows,
  batch_size: z.int().min(1).optional(),
  /** A quirk of the reference library's simulation, to match its numbers: windows are compared at stale points. */
  lagged_evaluation_points: z.boolean().default(false),
});
export type CvmOnlineOptions = z.output<typeof CvmOnlineOptions>;
export const FetOnlineOptions = z.strictObject({
  ...windows,
  t_max: z.int().min(1).optional(),
  alternative: z.enum(['greater', 'less']).default('greater'),
  lam: z.number().min(0).max(1).default(0.99),
});
export type FetOnlineOptions = z.output<typeof FetOnlineOptions>;

/**
 * Options as a detector uses them: defaults filled in, null taken as "not given". Throws `bad_request` naming the option.
 */
export function parseOptions<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(withoutNulls(given ?? {}));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badInput(`${['options', ...issue!.path.map(String)].join('.')}: ${issue!.message}.`);
}

function withoutNulls(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const kept = Object.entries(given).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'initial' ? withoutNulls(value) : value]));
}

/** Throws `bad_request` unless each given permutation is one of 0 .. rows - 1. */
export function checkPermutations(given: readonly (readonly number[])[] | undefined, rows: number): void {
  given?.forEach((permutation, b) => {
    const isWhole =
      permutation.length === rows && new Set(permutation).size === rows && Math.max(...permutation) < rows;
    if (!isWhole)
      throw badInput(`initial.permutations.${b} is not a permutation of the ${rows} rows 0 to ${rows - 1}.`);
  });
}
