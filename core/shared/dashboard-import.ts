import { z } from 'zod';
import { DashboardListing } from './dashboard.ts';

/** A place a shared dashboard leaves open: a data source, or a constant its author asks for. */
export const DashboardInput = z.object({
  name: z.string(),
  kind: z.enum(['datasource', 'constant']),
  label: z.string(),
  /** What it is filled with unless told otherwise. */
  value: z.string(),
});
export type DashboardInput = z.infer<typeof DashboardInput>;

/**
 * A dashboard to be taken in: `text` is a file as it is; `dashboard` is the JSON itself, as Grafana's own import API has it.
 * What is already there under the uid is refused, overwritten, or kept beside a copy with a uid of its own.
 */
export const ImportRequest = z.looseObject({
  text: z.string().optional(),
  dashboard: z.record(z.string(), z.unknown()).optional(),
  inputs: z.union([z.record(z.string(), z.string()), z.array(z.unknown())]).optional(),
  overwrite: z.boolean().default(false),
  asCopy: z.boolean().default(false),
  /** Only says what an import would do. */
  check: z.boolean().default(false),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export const ImportReply = z.object({
  dashboard: DashboardListing,
  inputs: z.array(DashboardInput),
  /** What the reader should know: what was changed to be able to draw it, and what is not drawn. */
  notices: z.array(z.string()),
  /** The title of the dashboard that has the uid already; null when it is free. */
  replaces: z.string().nullable(),
  /** False when it was only a check. */
  saved: z.boolean(),
});
export type ImportReply = z.infer<typeof ImportReply>;
