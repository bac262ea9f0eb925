import { z } from 'zod';

/** A delay nobody needs longer: clients of the built-in load plans give up after five seconds. */
const MOST_DELAY_MS = 10_000;

const delayMs = z.number().min(0).max(MOST_DELAY_MS);

/** What the service can be told to do wrong, for learning and for trying alerts. Each part is off unless given. */
export const Faults = z.strictObject({
  /** Share of predictions answered with 500, 0..1. */
  failureShare: z.number().min(0).max(1).default(0),
  /** Time added before a prediction is made, drawn anew for each between the two; equal bounds are a fixed delay. */
  delayMs: z
    .strictObject({ least: delayMs, most: delayMs })
    .refine(({ least, most }) => least <= most, 'the least delay is longer than the most')
    .nullable()
    .default(null),
  /** The confidence no prediction exceeds, 0..1: its probabilities are evened out until the highest is this. */
  confidenceLimit: z.number().min(0).max(1).nullable().default(null),
});
export type Faults = z.infer<typeof Faults>;

export const noFaults: Faults = { failureShare: 0, delayMs: null, confidenceLimit: null };

export const isFaulty = ({ failureShare, delayMs, confidenceLimit }: Faults): boolean =>
  failureShare > 0 || (delayMs !== null && delayMs.most > 0) || (confidenceLimit !== null && confidenceLimit < 1);

/** Which faults are on, as the console shows it. */
export const FaultStatus = z.object({
  /** Null when none is. */
  faults: Faults.nullable(),
  /** When this began. */
  sinceMs: z.number(),
  /** Set when faults went off because the service was started anew, until somebody sets or dismisses them. */
  endedByRestart: z.boolean(),
});
export type FaultStatus = z.infer<typeof FaultStatus>;

/** "20 % of predictions fail, 100 to 300 ms are added": what is on, in words. */
export function describeFaults({ failureShare, delayMs, confidenceLimit }: Faults): string {
  const parts: string[] = [];
  if (failureShare > 0) parts.push(`${percent(failureShare)} of predictions fail with 500`);
  if (delayMs !== null && delayMs.most > 0) {
    const { least, most } = delayMs;
    parts.push(least === most ? `${most} ms are added to each` : `${least} to ${most} ms are added to each`);
  }
  if (confidenceLimit !== null && confidenceLimit < 1) parts.push(`confidence is at most ${percent(confidenceLimit)}`);
  return parts.join(', ') || 'none';
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
