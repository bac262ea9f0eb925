import { z } from 'zod';

/** Rows of numbers as they come from JSON. The lab looks at them itself: its errors name the row. */
const rows = z.unknown().optional();
/** By the reference library's parameter names; each detector says what is wrong with its own. */
const options = z.record(z.string(), z.unknown()).optional();

/** Events on how far the computation is carry this name; whoever asks chooses it. */
const run = z.string().max(100).optional();

/** Does `sample` come from the distribution of `reference`? One test of a whole batch. */
export const DriftTestRequest = z.strictObject({ detector: z.string(), reference: rows, sample: rows, options, run });
export type DriftTestRequest = z.infer<typeof DriftTestRequest>;

/** The same of a stream, row by row: one result for each. */
export const DriftStreamRequest = z.strictObject({ detector: z.string(), reference: rows, stream: rows, options, run });
export type DriftStreamRequest = z.infer<typeof DriftStreamRequest>;

/** The result of a detector under the reference library's names. Which fields there are is the detector's. */
export const DriftResult = z.looseObject({ is_drift: z.unknown() });
export type DriftResult = z.infer<typeof DriftResult>;

/** What the model gives for one picture (POST /api/console/drift/features, the body is the picture). */
export const PictureFeatures = z.object({ features: z.array(z.number()), probabilities: z.array(z.number()) });
export type PictureFeatures = z.infer<typeof PictureFeatures>;
