import { z } from 'zod';
import { Sigma } from './initial-choices.ts';
import { offline } from './options.ts';

const probability = z.number().gt(0).lt(1);

/** How a model is trained by Adam. */
const training = {
  train_size: probability.optional(),
  learning_rate: z.number().positive().default(1e-3),
  batch_size: z.int().min(2).default(32),
  epochs: z.int().min(1).max(10_000).default(3),
  /** Every call trains from scratch, so both values mean the same here. */
  retrain_from_scratch: z.boolean().optional(),
};

const tested = {
  ...offline,
  ...training,
  /** Cross-validation: every row is judged by a model that did not see it. Without it, a share `train_size` trains. */
  n_folds: z.int().min(2).max(100).optional(),
  /** Count right answers (binomial test) instead of comparing scores (Kolmogorov-Smirnov). */
  binarize_preds: z.boolean().default(false),
};

export const ClassifierOptions = z.strictObject({
  ...tested,
  model: z.enum(['logistic-regression', 'mlp']).default('logistic-regression'),
  /** Inverse strength of the L2 penalty of the logistic regression. */
  C: z.number().positive().default(1),
  /** Units of the hidden layer of the mlp. */
  hidden: z.int().min(1).max(1024).default(16),
  /** What the model's outputs are makes no difference to a test that looks at their order only. */
  preds_type: z.enum(['probs', 'logits', 'scores']).optional(),
});
export type ClassifierOptions = z.output<typeof ClassifierOptions>;

export const SpotTheDiffOptions = z.strictObject({
  ...tested,
  n_diffs: z.int().min(1).max(100).default(1),
  l1_reg: z.number().nonnegative().default(0.01),
  initial_diffs: z.array(z.array(z.number())).optional(),
  sigma: Sigma.optional(),
});
export type SpotTheDiffOptions = z.output<typeof SpotTheDiffOptions>;

export const LearnedKernelOptions = z.strictObject({
  ...offline,
  ...training,
  n_permutations: z.int().min(1).max(100_000).default(100),
  var_reg: z.number().nonnegative().default(1e-5),
  /** The projection: a hidden layer, and the space in which rows are compared. */
  hidden: z.int().min(1).max(1024).default(16),
  projection: z.int().min(1).max(1024).default(4),
  /** Weight of the kernel on the raw features; trained, from a half, if not given. */
  eps: probability.optional(),
});
export type LearnedKernelOptions = z.output<typeof LearnedKernelOptions>;

export const ClassifierUncertaintyOptions = z.strictObject({
  ...offline,
  preds_type: z.enum(['probs', 'logits']).default('probs'),
  uncertainty_type: z.enum(['entropy', 'margin']).default('entropy'),
  margin_width: probability.default(0.1),
  batch_size: z.int().min(1).optional(),
});
export type ClassifierUncertaintyOptions = z.output<typeof ClassifierUncertaintyOptions>;

export const RegressorUncertaintyOptions = z.strictObject({
  ...offline,
  uncertainty_type: z.enum(['mc_dropout', 'ensemble']).default('mc_dropout'),
  n_evals: z.int().min(2).optional(),
  batch_size: z.int().min(1).optional(),
});
export type RegressorUncertaintyOptions = z.output<typeof RegressorUncertaintyOptions>;
