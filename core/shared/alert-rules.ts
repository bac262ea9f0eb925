import { z } from 'zod';
import { Rule, RuleGroup } from './rules.ts';
import { Labels } from './series.ts';

// What the console shows of rules and alerts, and how it changes them. Times are Unix ms.

export const AlertState = z.enum(['inactive', 'pending', 'firing']);
export type AlertState = z.infer<typeof AlertState>;

/** An alert that is pending or firing. */
export const LiveAlert = z.object({
  labels: Labels,
  annotations: Labels,
  state: z.enum(['pending', 'firing']),
  /** As Prometheus writes a sample's value: JSON has no NaN. */
  value: z.string(),
  activeAtMs: z.number(),
  firedAtMs: z.number().nullable(),
  /** Since when it fires only because of `keep_firing_for`. */
  keptSinceMs: z.number().nullable(),
});
export type LiveAlert = z.infer<typeof LiveAlert>;

export const RuleStatus = z.object({
  /** Its place in the group, and its line in the file; null where it is in none. */
  index: z.number(),
  line: z.number().nullable(),
  rule: Rule,
  /** Of all its alerts, the worst. */
  state: AlertState,
  health: z.enum(['ok', 'err', 'unknown']),
  /** Empty when the last evaluation went well. */
  lastError: z.string(),
  evaluationMs: z.number(),
  alerts: z.array(LiveAlert),
});
export type RuleStatus = z.infer<typeof RuleStatus>;

export const RuleGroupStatus = z.object({
  file: z.string(),
  name: z.string(),
  /** In no file: it is there for a while only, and cannot be changed. */
  isTemporary: z.boolean(),
  intervalMs: z.number(),
  evaluationMs: z.number(),
  lastEvaluationMs: z.number().nullable(),
  nextEvaluationMs: z.number().nullable(),
  rules: z.array(RuleStatus),
});
export type RuleGroupStatus = z.infer<typeof RuleGroupStatus>;

/** What is wrong with a rule file, and where. */
export const RuleFault = z.object({
  line: z.number(),
  column: z.number(),
  group: z.string().nullable(),
  rule: z.string().nullable(),
  reason: z.string(),
});
export type RuleFault = z.infer<typeof RuleFault>;

export const RuleFileListing = z.object({
  name: z.string(),
  /** As it came with Telltale; come with Telltale, but edited; or the user's own. */
  origin: z.enum(['built-in', 'edited', 'own']),
  /** Why what it says now is not used; what it said before goes on. */
  faults: z.array(RuleFault),
});
export type RuleFileListing = z.infer<typeof RuleFileListing>;

/** A file, a group in it, and a rule in that, as the page last saw them. */
const place = { file: z.string().min(1).max(120), group: z.string().min(1).max(200) };
const rulePlace = { index: z.coerce.number().int().min(0), name: z.string() };

/** A rule put in the place of another, or (`replaces` null) at the end of a group, which is made where there is none. */
export const RuleChange = z.strictObject({
  ...place,
  /** Of a group that is made; a known one keeps its own. */
  interval: z.string().optional(),
  replaces: z.strictObject(rulePlace).nullable(),
  rule: Rule,
});
export type RuleChange = z.infer<typeof RuleChange>;

export const RuleRemoval = z.strictObject({ ...place, ...rulePlace });
export type RuleRemoval = z.infer<typeof RuleRemoval>;

/** A group put in the place of another of the same file, or (`replaces` null) added. */
export const RuleGroupChange = z.strictObject({
  file: place.file,
  replaces: z.string().nullable(),
  group: RuleGroup,
});
export type RuleGroupChange = z.infer<typeof RuleGroupChange>;
export const RuleGroupRemoval = z.strictObject(place);

/** "When would this rule have fired?" */
export const PreviewRequest = z
  .strictObject({ rule: Rule, interval: z.string().optional(), fromMs: z.number().int(), toMs: z.number().int() })
  .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['toMs'], message: 'the range ends before it begins' });
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** A span of time an alert was in one state; `toMs` null where it still was at the end of the range. */
export const StateSpan = z.object({
  state: z.enum(['pending', 'firing']),
  fromMs: z.number(),
  toMs: z.number().nullable(),
});
export type StateSpan = z.infer<typeof StateSpan>;

export const Preview = z.object({
  alerts: z.array(z.object({ labels: Labels, spans: z.array(StateSpan) })),
  /** How many alerts there were beyond those listed. */
  more: z.number(),
  stepMs: z.number(),
  /** How often one of them went from pending to firing. */
  firings: z.number(),
});
export type Preview = z.infer<typeof Preview>;

/** An alert that went from one state to another. */
export const AlertChange = z.object({
  timeMs: z.number(),
  file: z.string(),
  group: z.string(),
  rule: z.string(),
  labels: Labels,
  annotations: Labels,
  from: AlertState,
  to: AlertState,
  /** As Prometheus writes a sample's value. */
  value: z.string(),
});
export type AlertChange = z.infer<typeof AlertChange>;
