import { z } from 'zod';

/** Detectors that can watch a stream of predictions. */
export const LiveDetector = z.enum(['mmd-online', 'lsdd-online', 'cvm-online', 'fet-online']);
export type LiveDetector = z.infer<typeof LiveDetector>;

/** What of every prediction a detector is shown. */
export const DriftSignal = z.enum([
  /** All of the model's features, as one vector. */
  'features',
  /** The features' coordinates along the directions in which the reference varies most. */
  'principal-components',
  /** The probability of every class. */
  'class-probabilities',
  /** The probability of the predicted class. */
  'confidence',
  /** For every class, whether it was predicted. */
  'predicted-class',
  /** Whether the confidence is below the lower quartile of the reference's. */
  'low-confidence',
]);
export type DriftSignal = z.infer<typeof DriftSignal>;

/**
 * What each detector can be shown, its usual one first. MMD and LSDD compare whole vectors. The other two look at numbers
 * one by one: a thousand features would each get a thousandth of the false alarms allowed, and see nothing. So they are
 * shown what the model says, which carries most of what matters in few numbers (Rabanser, Guennemann and Lipton,
 * "Failing loudly", 2019), or the features along a few directions.
 */
export const signalsOf: Readonly<Record<LiveDetector, readonly [DriftSignal, ...DriftSignal[]]>> = {
  'mmd-online': ['features'],
  'lsdd-online': ['features'],
  'cvm-online': ['class-probabilities', 'confidence', 'principal-components'],
  'fet-online': ['predicted-class', 'low-confidence'],
};

/** Whether a detector's window begins empty: it judges nothing before that many samples. The others fill it from the reference. */
export const startsEmpty = (detector: LiveDetector): boolean => detector === 'cvm-online' || detector === 'fet-online';

/** The settings to begin with for a detector, of a model with so many reference rows. */
export function usualSettings(detector: LiveDetector, signal: DriftSignal, availableRows: number) {
  if (!startsEmpty(detector)) return { windowSize: 10, referenceRows: Math.min(64, availableRows) };
  // One number at a time costs little: all rows may be compared. Components leave some to be learnt from.
  const rows = signal === 'principal-components' ? Math.floor(0.75 * availableRows) : availableRows;
  return { windowSize: 20, referenceRows: Math.min(rows, 512) };
}

/**
 * Bootstraps that make thresholds for an expected run time trustworthy: ten for each false alarm's worth of rows and each
 * of the numbers that share it, more where many windows lose many of them on the way (each step keeps a share of
 * 1 - 1/ERT).
 */
export const bootstrapsFor = ({ ert, windowSize }: { ert: number; windowSize: number }, numbers = 1): number =>
  Math.max(1000, Math.ceil((10 * ert * numbers) / (1 - 1 / ert) ** (windowSize - 1)));

export const MOST_BOOTSTRAPS = 200_000;

/** How the predictions of the service are watched for drift. Chosen per model, from the console. */
export const DriftOptions = z
  .strictObject({
    enabled: z.boolean().default(true),
    detector: LiveDetector.default('mmd-online'),
    /** Left out: the detector's usual one. */
    signal: DriftSignal.optional(),
    /** Expected run time: samples until the first false alarm, on average over references. */
    ert: z.number().int().min(2).max(10_000).default(300),
    /** How many of the latest samples are compared with the reference. */
    windowSize: z.number().int().min(2).max(200).default(10),
    /** Rows drawn from the model's reference. Fewer are taken where the model has fewer. */
    referenceRows: z.number().int().min(5).max(2000).default(64),
    /** The same seed draws the same rows and thresholds. */
    seed: z.number().int().min(0).max(0xffff_ffff).default(0),
  })
  .superRefine((options, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const signals = signalsOf[options.detector];
    if (options.signal !== undefined && !signals.includes(options.signal))
      refuse('signal', `${options.detector} can watch ${signals.join(', ')}`);
    const fewest = 2 * options.windowSize + 1;
    if (!startsEmpty(options.detector) && options.referenceRows < fewest)
      refuse('referenceRows', `a window of ${options.windowSize} needs at least ${fewest} reference rows`);
    if (bootstrapsFor(options) > MOST_BOOTSTRAPS)
      refuse(
        'ert',
        `an expected run time of ${options.ert} with a window of ${options.windowSize} needs more than ${MOST_BOOTSTRAPS} bootstraps; choose a smaller window, or another run time`,
      );
  })
  .transform(({ signal, ...options }) => ({ ...options, signal: signal ?? signalsOf[options.detector][0] }));
export type DriftOptions = z.infer<typeof DriftOptions>;

/** What the detector said of one prediction. */
export const DriftReading = z.object({
  /** Id of the prediction. */
  id: z.string(),
  timeMs: z.number(),
  /** Samples since the detector began, 1 for the first. Up to the window size, part of the window is reference rows. */
  sample: z.number().int(),
  /**
   * How far the window is from the reference, by the detector's measure; MMD's unbiased estimate may be below zero. Of
   * several numbers watched one by one, that of the number which is furthest over its threshold, or nearest to it.
   */
  statistic: z.number(),
  threshold: z.number(),
  /** Which number that was; null where a vector is watched as a whole, or only one number is. */
  feature: z.string().nullable(),
  isDrift: z.boolean(),
  /** Whether the service made a small picture of it; under load it does so for ten a second. */
  pictured: z.boolean(),
  /**
   * Reference rows whose features are nearest to this sample's, nearest first, by Euclidean distance over all features
   * whatever the detector is shown. Of flagged samples with a picture only.
   */
  nearest: z.array(z.object({ row: z.number().int(), distance: z.number() })).nullable(),
});
export type DriftReading = z.infer<typeof DriftReading>;

export const DriftStatus = z.object({
  /** `failed`: no detector could be made; `message` says why. */
  state: z.enum(['off', 'configuring', 'ready', 'failed']),
  /** While configuring: the share that is done, 0..1. */
  progress: z.number(),
  message: z.string().nullable(),
  options: DriftOptions,
  /** Whether the detector in use was bootstrapped by this start of the service, or read from disk. */
  origin: z.enum(['configured', 'loaded']).nullable(),
  /** Rows in the model's reference features; the most that `options.referenceRows` can draw from. */
  availableRows: z.number().int(),
  /** How the rows' pictures stand on their sheet (GET /api/console/drift/reference-pictures), in px; null without one. */
  referencePictures: z.object({ side: z.number().int(), columns: z.number().int() }).nullable(),
  /** Since the service started. An episode is an unbroken run of flagged samples. */
  counts: z.object({
    samples: z.number().int(),
    dropped: z.number().int(),
    events: z.number().int(),
    episodes: z.number().int(),
  }),
  last: DriftReading.nullable(),
  /** Samples still to come before the window is full and the first reading is made; 0 where it is. */
  filling: z.number().int(),
});
export type DriftStatus = z.infer<typeof DriftStatus>;

/** A page of the service's drift readings (GET /internal/drift?after=<cursor>&limit=<n>); as `PredictionLogPage`. */
export const DriftReadingPage = z.object({
  epoch: z.string(),
  records: z.array(DriftReading),
  next: z.number().int(),
  lost: z.number().int(),
  status: DriftStatus,
});
export type DriftReadingPage = z.infer<typeof DriftReadingPage>;

/** A reading beside what the model said of the same picture; null where that prediction is no longer kept. */
export const DriftSample = DriftReading.extend({
  label: z.string().nullable(),
  confidence: z.number().nullable(),
});
export type DriftSample = z.infer<typeof DriftSample>;

/** An unbroken run of flagged samples; `lasts` while the latest sample is one of them. */
export const DriftEpisode = z.object({
  fromMs: z.number(),
  /** When its last sample so far came. */
  lastMs: z.number(),
  lasts: z.boolean(),
  samples: z.number().int(),
  peak: z.number(),
});
export type DriftEpisode = z.infer<typeof DriftEpisode>;
