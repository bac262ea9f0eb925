import { z } from 'zod';

/** Detectors that judge a whole feature vector by one number: what can watch a stream of predictions. */
export const LiveDetector = z.enum(['mmd-online', 'lsdd-online']);
export type LiveDetector = z.infer<typeof LiveDetector>;

/**
 * Bootstraps that make thresholds for an expected run time trustworthy: ten for each false alarm's worth of rows, more
 * where many windows lose many of them on the way (each step keeps a share of 1 - 1/ERT).
 */
export const bootstrapsFor = ({ ert, windowSize }: { ert: number; windowSize: number }): number =>
  Math.max(1000, Math.ceil((10 * ert) / (1 - 1 / ert) ** (windowSize - 1)));

const MOST_BOOTSTRAPS = 200_000;

/** How the predictions of the service are watched for drift. Chosen per model, from the console. */
export const DriftOptions = z
  .strictObject({
    enabled: z.boolean().default(true),
    detector: LiveDetector.default('mmd-online'),
    /** Expected run time: samples until the first false alarm, on average over references. */
    ert: z.number().int().min(2).max(10_000).default(300),
    /** How many of the latest samples are compared with the reference. */
    windowSize: z.number().int().min(2).max(200).default(10),
    /** Rows drawn from the model's reference features. Fewer are taken where the model has fewer. */
    referenceRows: z.number().int().min(5).max(2000).default(64),
    /** The same seed draws the same rows and thresholds. */
    seed: z.number().int().min(0).max(0xffff_ffff).default(0),
  })
  .superRefine((options, context) => {
    const fewest = 2 * options.windowSize + 1;
    if (options.referenceRows < fewest)
      context.addIssue({
        code: 'custom',
        path: ['referenceRows'],
        message: `a window of ${options.windowSize} needs at least ${fewest} reference rows`,
      });
    if (bootstrapsFor(options) > MOST_BOOTSTRAPS)
      context.addIssue({
        code: 'custom',
        path: ['ert'],
        message: `an expected run time of ${options.ert} with a window of ${options.windowSize} needs more than ${MOST_BOOTSTRAPS} bootstraps; choose a smaller window, or another run time`,
      });
  });
export type DriftOptions = z.infer<typeof DriftOptions>;

/** What the detector said of one prediction. */
export const DriftReading = z.object({
  /** Id of the prediction. */
  id: z.string(),
  timeMs: z.number(),
  /** Samples since the detector began, 1 for the first. Up to the window size, part of the window is reference rows. */
  sample: z.number().int(),
  /** Squared distance between window and reference; the unbiased estimate may be below zero. */
  statistic: z.number(),
  threshold: z.number(),
  isDrift: z.boolean(),
  /** Whether the service made a small picture of it; under load it does so for ten a second. */
  pictured: z.boolean(),
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
  /** Since the service started. An episode is an unbroken run of flagged samples. */
  counts: z.object({
    samples: z.number().int(),
    dropped: z.number().int(),
    events: z.number().int(),
    episodes: z.number().int(),
  }),
  last: DriftReading.nullable(),
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
