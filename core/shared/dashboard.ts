import { z } from 'zod';

/**
 * Grafana's classic dashboard JSON, as far as Telltale reads it to draw it. Written by other people and other versions:
 * what is missing or strange is as if it were not there, and fields we do not know are left alone. What is kept in a file
 * is the JSON itself, never what was read of it. Field names and defaults are Grafana's (schemaVersion 26 to 42).
 */
export const GridPos = z.looseObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

export const Target = z.looseObject({
  refId: z.string().catch('A'),
  expr: z.string().catch(''),
  legendFormat: maybe(z.string()),
  instant: maybe(z.boolean()),
  range: maybe(z.boolean()),
  hide: maybe(z.boolean()),
  interval: maybe(z.string()),
  format: maybe(z.string()),
});
export type Target = z.infer<typeof Target>;

export const ThresholdStep = z.looseObject({ color: z.string(), value: z.number().nullable().catch(null) });

export const FieldDefaults = z.looseObject({
  unit: maybe(z.string()),
  min: maybe(z.number().nullish()),
  max: maybe(z.number().nullish()),
  decimals: maybe(z.number().nullish()),
  displayName: maybe(z.string()),
  noValue: maybe(z.string()),
  color: maybe(z.looseObject({ mode: z.string(), fixedColor: maybe(z.string()) })),
  thresholds: maybe(z.looseObject({ mode: z.string().catch('absolute'), steps: z.array(ThresholdStep) })),
  custom: maybe(z.looseObject({})),
});
export type FieldDefaults = z.infer<typeof FieldDefaults>;

export const FieldOverride = z.looseObject({
  matcher: z.looseObject({ id: z.string(), options: z.unknown().optional() }),
  properties: z.array(z.looseObject({ id: z.string(), value: z.unknown().optional() })),
});

export const Panel = z.looseObject({
  id: maybe(z.number()),
  type: z.string(),
  title: maybe(z.string()),
  description: maybe(z.string()),
  gridPos: maybe(GridPos),
  datasource: z.unknown().optional(),
  targets: maybe(z.array(Target)),
  fieldConfig: maybe(z.looseObject({ defaults: maybe(FieldDefaults), overrides: maybe(z.array(FieldOverride)) })),
  options: maybe(z.looseObject({})),
});
export type Panel = z.infer<typeof Panel>;

export const Dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  tags: maybe(z.array(z.string())),
  schemaVersion: maybe(z.number()),
  time: maybe(z.looseObject({ from: z.string(), to: z.string() })),
  refresh: maybe(z.union([z.string(), z.boolean()])),
  graphTooltip: maybe(z.number()),
  panels: z.array(Panel).default([]),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const DashboardListing = z.object({
  uid: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  panels: z.number().int(),
  /** Comes with Telltale; was made or imported here; or came with Telltale and was changed here. */
  origin: z.enum(['built-in', 'own', 'changed']),
});
export type DashboardListing = z.infer<typeof DashboardListing>;

/** A time series to be added to a dashboard. */
export const NewPanel = z.strictObject({
  title: z.string().trim().min(1).max(200),
  queries: z.array(z.string().min(1).max(20_000)).min(1).max(26),
});
export type NewPanel = z.infer<typeof NewPanel>;
