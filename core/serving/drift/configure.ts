import { configureOnlineDetector, type Job, type OnlineDetector } from '../../drift/index.ts';
import { bootstrapsFor, CodedError, type DriftOptions, MOST_BOOTSTRAPS, startsEmpty } from '../../shared/index.ts';
import { drawRows, type ReferenceData } from './reference-rows.ts';
import { learnSignal, openSignal, signalRows, type Signal } from './signals.ts';

/** A detector, and what it is shown of every prediction. */
export interface Watch {
  signal: Signal;
  detector: OnlineDetector;
}

/** The detector that was chosen, on rows drawn from the model's reference, as a job. Throws `bad_request`. */
export function* configureWatch(
  reference: ReferenceData,
  labels: readonly string[],
  options: DriftOptions,
): Job<Watch> {
  const { detector, ert, windowSize, seed } = options;
  const drawn = drawRows(reference.features.rows, options.referenceRows, seed);
  const signal = openSignal(yield* learnSignal(options.signal, reference, drawn), labels);
  const rows = signalRows(signal, reference, drawn);
  if (!startsEmpty(detector)) {
    const given = { ert, window_size: windowSize, n_bootstraps: bootstrapsFor(options), seed };
    return { signal, detector: yield* configureOnlineDetector(detector, rows, given) };
  }
  const n_bootstraps = bootstrapsFor(options, rows.cols);
  if (n_bootstraps > MOST_BOOTSTRAPS) {
    const reason = `Over ${rows.cols} numbers, an expected run time of ${ert} with a window of ${windowSize} needs ${n_bootstraps} bootstraps; at most ${MOST_BOOTSTRAPS} are made. Choose a shorter run time, or watch fewer numbers.`;
    throw new CodedError('bad_request', { reason });
  }
  // The two look for more of something: lower confidence, or more of a class. Less of a class is more of the others.
  const side = detector === 'fet-online' ? { alternative: 'greater' } : {};
  const given = { ert, window_sizes: [windowSize], n_bootstraps, seed, ...side };
  return { signal, detector: yield* configureOnlineDetector(detector, rows, given) };
}
