import type { z } from 'zod';
import { badInput } from './bad-input.ts';
import { finish, type Job, type JobHooks } from './job.ts';
import { checkMatrix, checkSameWidth, type Matrix } from './matrix.ts';
import { testClassifier, type ClassifierResult } from './classifier.ts';
import { testContextMmd, type ContextMmdResult } from './context-mmd.ts';
import { ContextMmdOptions } from './context-options.ts';
import { configureCvmOnline, loadCvmOnline } from './cvm-online.ts';
import { testChi2, testCvm, testFet, testKs, testTabular } from './feature-wise.ts';
import { configureFetOnline, loadFetOnline } from './fet-online.ts';
import { testLearnedKernel } from './learned-kernel.ts';
import {
  ClassifierOptions,
  ClassifierUncertaintyOptions,
  LearnedKernelOptions,
  RegressorUncertaintyOptions,
  SpotTheDiffOptions,
} from './learned-options.ts';
import { configureLsddOnline, loadLsddOnline } from './lsdd-online.ts';
import { testLsdd } from './lsdd.ts';
import { configureMmdOnline, loadMmdOnline } from './mmd-online.ts';
import { testMmd } from './mmd.ts';
import type { OnlineDetector } from './online-detector.ts';
import {
  Chi2Options,
  CvmOnlineOptions,
  FetOnlineOptions,
  CvmOptions,
  FetOptions,
  KsOptions,
  LsddOnlineOptions,
  LsddOptions,
  MmdOnlineOptions,
  MmdOptions,
  TabularOptions,
  parseOptions,
} from './options.ts';
import type { FeatureWiseResult, TwoSampleResult } from './results.ts';
import { testSpotTheDiff, type SpotTheDiffResult } from './spot-the-diff.ts';
import { testClassifierUncertainty, testRegressorUncertainty } from './uncertainty.ts';
import { unseal, type SavedDetector } from './saved-detector.ts';

export type OfflineResult =
  | TwoSampleResult
  | ContextMmdResult
  | ClassifierResult
  | SpotTheDiffResult
  | FeatureWiseResult;

type Test<R> = (reference: Matrix, sample: Matrix, options: unknown) => Job<R>;
type Configure = (reference: Matrix, options: unknown) => Job<OnlineDetector>;

const offline =
  <S extends z.ZodType, R extends OfflineResult>(
    schema: S,
    test: (reference: Matrix, sample: Matrix, options: z.output<S>) => Job<R>,
  ): Test<R> =>
  (reference, sample, options) =>
    test(reference, sample, parseOptions(schema, options));

const online =
  <S extends z.ZodType>(
    schema: S,
    configure: (reference: Matrix, options: z.output<S>) => Job<OnlineDetector>,
  ): Configure =>
  (reference, options) =>
    configure(reference, parseOptions(schema, options));

const offlineDetectors = {
  mmd: offline(MmdOptions, testMmd),
  lsdd: offline(LsddOptions, testLsdd),
  ks: offline(KsOptions, testKs),
  cvm: offline(CvmOptions, testCvm),
  fet: offline(FetOptions, testFet),
  chi2: offline(Chi2Options, testChi2),
  'context-mmd': offline(ContextMmdOptions, testContextMmd),
  tabular: offline(TabularOptions, testTabular),
  classifier: offline(ClassifierOptions, testClassifier),
  'learned-kernel': offline(LearnedKernelOptions, testLearnedKernel),
  'spot-the-diff': offline(SpotTheDiffOptions, testSpotTheDiff),
  'classifier-uncertainty': offline(ClassifierUncertaintyOptions, testClassifierUncertainty),
  'regressor-uncertainty': offline(RegressorUncertaintyOptions, testRegressorUncertainty),
} as const satisfies Record<string, Test<OfflineResult>>;

const onlineDetectors = {
  'mmd-online': { configure: online(MmdOnlineOptions, configureMmdOnline), load: loadMmdOnline },
  'lsdd-online': { configure: online(LsddOnlineOptions, configureLsddOnline), load: loadLsddOnline },
  'cvm-online': { configure: online(CvmOnlineOptions, configureCvmOnline), load: loadCvmOnline },
  'fet-online': { configure: online(FetOnlineOptions, configureFetOnline), load: loadFetOnline },
} as const satisfies Record<string, { configure: Configure; load: (state: unknown) => OnlineDetector }>;

export type OfflineDetectorName = keyof typeof offlineDetectors;
export type OnlineDetectorName = keyof typeof onlineDetectors;
export type ResultOf<N extends OfflineDetectorName> =
  ReturnType<(typeof offlineDetectors)[N]> extends Job<infer R> ? R : never;

export const offlineDetectorNames = Object.keys(offlineDetectors) as OfflineDetectorName[];
export const onlineDetectorNames = Object.keys(onlineDetectors) as OnlineDetectorName[];

/**
 * Does the sample come from the distribution of the reference? As a job, to be run in slices.
 * @param options by the reference library's parameter names; see options.ts. Throws `bad_request` naming the option, or
 * the row, that is wrong.
 */
export function* driftTest<N extends OfflineDetectorName>(
  detector: N,
  reference: Matrix,
  sample: Matrix,
  options?: unknown,
): Job<ResultOf<N>> {
  if (!Object.hasOwn(offlineDetectors, detector)) throw unknownDetector(detector, offlineDetectorNames);
  checkMatrix(reference, 'reference');
  checkMatrix(sample, 'sample');
  checkSameWidth(reference, sample);
  return (yield* offlineDetectors[detector](reference, sample, options)) as ResultOf<N>;
}

/** `driftTest`, run to its end at once. */
export const testDrift = <N extends OfflineDetectorName>(
  detector: N,
  reference: Matrix,
  sample: Matrix,
  options?: unknown,
  hooks?: JobHooks,
): ResultOf<N> => finish(driftTest(detector, reference, sample, options), hooks);

/** Configures a detector for a stream (bootstraps its thresholds), as a job. Throws as `driftTest` does. */
export function* configureOnlineDetector(
  name: OnlineDetectorName,
  reference: Matrix,
  options: unknown,
): Job<OnlineDetector> {
  if (!Object.hasOwn(onlineDetectors, name)) throw unknownDetector(name, onlineDetectorNames);
  checkMatrix(reference, 'reference');
  return yield* onlineDetectors[name].configure(reference, options);
}

/** `configureOnlineDetector`, run to its end at once. */
export const createOnlineDetector = (
  name: OnlineDetectorName,
  reference: Matrix,
  options: unknown,
  hooks?: JobHooks,
): OnlineDetector => finish(configureOnlineDetector(name, reference, options), hooks);

/** A detector as it was when saved, without new bootstraps. Throws `bad_request` saying why it cannot be used. */
export function loadOnlineDetector(saved: SavedDetector): OnlineDetector {
  const { detector, state } = unseal(saved);
  if (!Object.hasOwn(onlineDetectors, detector)) throw unknownDetector(detector, onlineDetectorNames);
  return onlineDetectors[detector as OnlineDetectorName].load(state);
}

const unknownDetector = (name: string, known: readonly string[]) =>
  badInput(`There is no drift detector called ${JSON.stringify(name)}. Choose one of ${known.join(', ')}.`);
