import { z } from 'zod';
import { offline } from './options.ts';

const contexts = z.array(z.union([z.number(), z.array(z.number())])).min(1);

export const ContextMmdOptions = z.strictObject({
  ...offline,
  n_permutations: z.int().min(1).max(100_000).default(1000),
  /** The context of every row of the reference, and of the sample. */
  c_ref: contexts,
  c: contexts,
  /** Share of the sample whose contexts are conditioned on, and whose features are dropped. */
  prop_c_held: z.number().gt(0).lt(1).default(0.25),
  n_folds: z.int().min(2).max(100).default(5),
  return_coupling: z.boolean().default(false),
  /** Of the reference library's batches; means here are over all held rows at once. */
  batch_size: z.int().min(1).optional(),
});
export type ContextMmdOptions = z.output<typeof ContextMmdOptions>;
