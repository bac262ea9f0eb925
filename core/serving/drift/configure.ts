import { configureOnlineDetector, type Job, type Matrix, type OnlineDetector } from '../../drift/index.ts';
import { bootstrapsFor, type DriftOptions } from '../../shared/index.ts';
import { drawRows } from './reference-rows.ts';

/** The detector that was chosen, on rows drawn from the model's reference, as a job. Throws `bad_request`. */
export function configureDetector(reference: Matrix, options: DriftOptions): Job<OnlineDetector> {
  const rows = drawRows(reference, options.referenceRows, options.seed);
  return configureOnlineDetector(options.detector, rows, {
    ert: options.ert,
    window_size: options.windowSize,
    n_bootstraps: bootstrapsFor(options),
    seed: options.seed,
  });
}
