import { z } from 'zod';
import { parseDuration } from './duration.ts';
import { Labels } from './series.ts';

// Rules as Prometheus's rule files have them: the same names, durations as the text a person wrote (`1m30s`).

/** What is written but left blank is as good as left out. */
const blankOr = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema);

const duration = blankOr(
  z
    .string()
    .refine((text) => parseDuration(text) !== null, { error: 'not a duration; write one such as 30s, 1m or 1m30s' })
    .optional(),
);

const labels = blankOr(Labels.optional());

/** An alerting rule (`alert`) or a recording rule (`record`). */
export const Rule = z.strictObject({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.string({ error: 'an expression is needed, in PromQL' }),
  for: duration,
  keep_firing_for: duration,
  labels,
  annotations: labels,
});
export type Rule = z.infer<typeof Rule>;

export const RuleGroup = z.strictObject({
  name: z.string({ error: 'a group needs a name' }).min(1, 'a group needs a name'),
  /** How often its rules are evaluated; where left out, every minute. */
  interval: duration,
  query_offset: duration,
  /** The most alerts, or series, one of its rules may give; 0: as many as there are. */
  limit: blankOr(z.coerce.number({ error: 'a whole number is needed' }).int().min(0).optional()),
  labels,
  rules: blankOr(z.array(Rule).default([])),
});
export type RuleGroup = z.infer<typeof RuleGroup>;

export const RuleFile = z.strictObject({ groups: blankOr(z.array(RuleGroup).default([])) });
export type RuleFile = z.infer<typeof RuleFile>;

/** Prometheus's `global.evaluation_interval` where nobody sets it. */
export const DEFAULT_INTERVAL_MS = 60_000;

export const ruleName = ({ alert, record }: Pick<Rule, 'alert' | 'record'>): string => alert ?? record ?? '';
