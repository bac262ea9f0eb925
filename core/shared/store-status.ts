import { z } from 'zod';

/** How large the store is, and how large it may become. */
export const StoreStatus = z.object({
  /** Path of the database file. */
  file: z.string(),
  /** Bytes of the file and its write-ahead log as the file system has them. */
  bytesOnDisk: z.number(),
  series: z.number(),
  maxSeries: z.number(),
  /** New series that were refused since start, because of the limit. */
  refusedSeries: z.number(),
  /** Since start. */
  appendedSamples: z.number(),
  /** Samples held now. */
  samples: z.number(),
  /** Unix ms of the first and last sample; null when there is none. */
  oldestMs: z.number().nullable(),
  newestMs: z.number().nullable(),
  retention: z.object({ maxAgeMs: z.number(), maxBytes: z.number() }),
});
export type StoreStatus = z.infer<typeof StoreStatus>;
