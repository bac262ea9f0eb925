import { z } from 'zod';

/**
 * Grafana's classic dashboard JSON, as far as Telltale reads it. Loose: fields we do not know are kept and given back.
 * Field names and defaults are Grafana's (schemaVersion 26 to 42).
 */
export const GridPos = z.looseObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

export const Target = z.looseObject({
  refId: z.string().default('A'),
  expr: z.string().default(''),
  legendFormat: z.string().optional(),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
  hide: z.boolean().optional(),
  interval: z.string().optional(),
  format: z.string().optional(),
});
export type Target = z.infer<typeof Target>;

export const ThresholdStep = z.looseObject({ color: z.string(), value: z.number().nullable() });

export const FieldDefaults = z.looseObject({
  unit: z.string().optional(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  decimals: z.number().nullish(),
  displayName: z.string().optional(),
  noValue: z.string().optional(),
  color: z.looseObject({ mode: z.string(), fixedColor: z.string().optional() }).optional(),
  thresholds: z.looseObject({ mode: z.string(), steps: z.array(ThresholdStep) }).optional(),
  custom: z.looseObject({}).optional(),
});
export type FieldDefaults = z.infer<typeof FieldDefaults>;

export const FieldOverride = z.looseObject({
  matcher: z.looseObject({ id: z.string(), options: z.unknown().optional() }),
  properties: z.array(z.looseObject({ id: z.string(), value: z.unknown().optional() })),
});

export const Panel = z.looseObject({
  id: z.number().optional(),
  type: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  gridPos: GridPos.optional(),
  datasource: z.unknown().optional(),
  targets: z.array(Target).optional(),
  fieldConfig: z
    .looseObject({ defaults: FieldDefaults.optional(), overrides: z.array(FieldOverride).optional() })
    .optional(),
  options: z.looseObject({}).optional(),
});
export type Panel = z.infer<typeof Panel>;

export const Dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  tags: z.array(z.string()).optional(),
  schemaVersion: z.number().optional(),
  time: z.looseObject({ from: z.string(), to: z.string() }).optional(),
  refresh: z.union([z.string(), z.boolean()]).optional(),
  graphTooltip: z.number().optional(),
  panels: z.array(Panel).default([]),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const DashboardListing = z.object({ uid: z.string(), title: z.string(), tags: z.array(z.string()) });
export type DashboardListing = z.infer<typeof DashboardListing>;

/** A time series to be added to a dashboard. */
export const NewPanel = z.strictObject({
  title: z.string().trim().min(1).max(200),
  queries: z.array(z.string().min(1).max(20_000)).min(1).max(26),
});
export type NewPanel = z.infer<typeof NewPanel>;
