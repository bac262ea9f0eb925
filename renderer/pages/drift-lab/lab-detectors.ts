export interface LabDetector {
  name: string;
  title: string;
  /** What it looks at, and for which data. */
  about: string;
  /** Options that are worth changing first. */
  options: Record<string, unknown>;
}

/** The tests of a batch, in the order a newcomer should try them. */
export const labDetectors: readonly LabDetector[] = [
  {
    name: 'mmd',
    title: 'Maximum mean discrepancy',
    about: 'Whole rows of numbers, such as features.',
    options: { p_val: 0.05, n_permutations: 100 },
  },
  {
    name: 'lsdd',
    title: 'Least-squares density difference',
    about: 'Whole rows of numbers.',
    options: { p_val: 0.05, n_permutations: 100 },
  },
  {
    name: 'ks',
    title: 'Kolmogorov-Smirnov',
    about: 'Each feature by itself; continuous numbers.',
    options: { p_val: 0.05, correction: 'bonferroni' },
  },
  {
    name: 'cvm',
    title: 'Cramér-von Mises',
    about: 'Each feature by itself; continuous numbers.',
    options: { p_val: 0.05, correction: 'bonferroni' },
  },
  {
    name: 'chi2',
    title: 'Chi-squared',
    about: 'Each feature by itself; categories as whole numbers.',
    options: { p_val: 0.05 },
  },
  {
    name: 'fet',
    title: "Fisher's exact",
    about: 'Each feature by itself; 0 and 1.',
    options: { p_val: 0.05, alternative: 'two-sided' },
  },
  {
    name: 'tabular',
    title: 'Mixed tabular',
    about: 'Each feature by itself; columns of categories are named in the options.',
    options: { p_val: 0.05, categories_per_feature: {} },
  },
  {
    name: 'classifier',
    title: 'Classifier',
    about: 'Can a classifier tell the two apart? Takes longer.',
    options: { p_val: 0.05 },
  },
  {
    name: 'learned-kernel',
    title: 'Learned kernel',
    about: 'MMD with a kernel that is trained first. Takes longer.',
    options: { p_val: 0.05 },
  },
  {
    name: 'spot-the-diff',
    title: 'Spot the difference',
    about: 'A classifier that also says where the two differ. Takes longer.',
    options: { p_val: 0.05 },
  },
  {
    name: 'context-mmd',
    title: 'Context-aware MMD',
    about: 'Allows for a context that may change; its values go into the options.',
    options: {},
  },
  {
    name: 'classifier-uncertainty',
    title: 'Classifier uncertainty',
    about: 'Rows are class probabilities: is the model less sure?',
    options: { p_val: 0.05 },
  },
  {
    name: 'regressor-uncertainty',
    title: 'Regressor uncertainty',
    about: 'Rows are repeated predictions: do they scatter more?',
    options: { p_val: 0.05 },
  },
];

/** The tests of a stream. */
export const streamDetectors: readonly LabDetector[] = [
  {
    name: 'mmd-online',
    title: 'Maximum mean discrepancy',
    about: 'A window of the latest rows against the reference; whole rows, such as features.',
    options: { ert: 300, window_size: 10, n_bootstraps: 3500 },
  },
  {
    name: 'lsdd-online',
    title: 'Least-squares density difference',
    about: 'A window of the latest rows against the reference; whole rows.',
    options: { ert: 300, window_size: 10, n_bootstraps: 3500 },
  },
  {
    name: 'cvm-online',
    title: 'Cram\u00e9r-von Mises',
    about:
      'Each column by itself; a few continuous numbers, such as class probabilities. Of features, it would see nothing.',
    options: { ert: 300, window_sizes: [20], n_bootstraps: 40_000 },
  },
  {
    name: 'fet-online',
    title: "Fisher's exact",
    about: 'Each column by itself; 0 and 1. Has the share of ones risen?',
    options: { ert: 300, window_sizes: [20], n_bootstraps: 40_000 },
  },
];

export type LabMode = 'batch' | 'stream';

export const detectorsOf = (mode: LabMode): readonly LabDetector[] =>
  mode === 'batch' ? labDetectors : streamDetectors;
