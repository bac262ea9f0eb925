import { z } from 'zod';

const index = z.int().nonnegative();
const indices = z.array(index).min(1);
const positive = z.number().positive().finite();

/** One bandwidth, or several whose kernels are averaged. */
export const Sigma = z.union([positive.transform((sigma) => [sigma]), z.array(positive).min(1)]);

/**
 * What a detector draws at random, or learns by drawing, fixed from outside: so that two implementations can be compared
 * number by number. A detector takes what concerns it and leaves the rest.
 */
export const InitialChoices = z.strictObject({
  sigma: Sigma.optional(),
  /** Rows of the reference that stay reference, and those that fill the test window before the stream does. */
  ref_inds: indices.optional(),
  init_test_inds: indices.optional(),
  /** One per step; a row per step, with one entry per feature or one for all, where features are tested singly. */
  thresholds: z.union([z.array(z.number()).min(1), z.array(z.array(z.number().nullable()).min(1)).min(1)]).optional(),
  permit_probs: z.array(z.array(z.number().nullable()).min(1)).min(1).optional(),
  /** Every permutation of the rows: of a test, or of an online detector's bootstraps. */
  permutations: z.array(indices).min(1).optional(),
  kernel_center_inds: indices.optional(),
  /** The other reference rows, in the order that splits and permutations count them. Ascending if left out. */
  non_center_inds: indices.optional(),
  /** Standardised, as they are used. */
  kernel_centers: z.array(z.array(z.number())).min(1).optional(),
  lambda: z.number().positive().optional(),
  inds_held: indices.optional(),
  cv_permutation_ref: indices.optional(),
  cv_permutation_test: indices.optional(),
  lams: z.array(z.number().positive()).length(2).optional(),
  sigma_x: Sigma.optional(),
  sigma_c: Sigma.optional(),
  propensity_scores: z.array(z.number().min(0).max(1)).min(1).optional(),
  /** Labels over reference rows and kept test rows, as text of 0 and 1. */
  reassignments: z
    .array(z.string().regex(/^[01]+$/))
    .min(1)
    .optional(),
  /** Rows, counted over reference and then sample, of every fold a classifier is tested on. */
  test_folds: z.array(indices).min(2).optional(),
});
export type InitialChoices = z.infer<typeof InitialChoices>;
