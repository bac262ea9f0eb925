import { z } from 'zod';

/** `real` takes the tutorial's durations, `fast` a minute or so: short plans, and rules that wait for seconds. */
export const ScenarioMode = z.enum(['fast', 'real']);
export type ScenarioMode = z.infer<typeof ScenarioMode>;

export const ScenarioName = z.enum(['service-load', 'error-alert', 'predictions', 'infrastructure', 'drift']);
export type ScenarioName = z.infer<typeof ScenarioName>;

/** A place in the console worth looking at during a step. `href` is a path. */
export const ScenarioLook = z.object({ text: z.string(), href: z.string() });
export type ScenarioLook = z.infer<typeof ScenarioLook>;

/** One step as it is told before it is taken. */
export const ScenarioStep = z.object({
  title: z.string(),
  /** What happens and what to see in it. */
  text: z.string(),
  /** What ends it, in words. */
  ends: z.string(),
  /** It has failed when it takes longer. */
  withinMs: z.number(),
  look: z.array(ScenarioLook),
});
export type ScenarioStep = z.infer<typeof ScenarioStep>;

const Walk = z.object({ steps: z.array(ScenarioStep), aboutMs: z.number() });

export const Scenario = z.object({
  name: ScenarioName,
  title: z.string(),
  text: z.string(),
  /** What its picture is of. */
  dashboard: z.object({ uid: z.string(), title: z.string() }),
  fast: Walk,
  real: Walk,
  /** The alert's threshold in the tutorial, where the person may choose another. */
  threshold: z.object({ tutorial: z.number(), unit: z.string(), text: z.string() }).nullable(),
});
export type Scenario = z.infer<typeof Scenario>;

/** `fitting`: measured on this machine as the scene begins. */
export const ScenarioThreshold = z.union([z.literal('fitting'), z.number().positive().max(1_000_000)]);
export type ScenarioThreshold = z.infer<typeof ScenarioThreshold>;

export const ScenarioStepState = z.enum(['waiting', 'running', 'met', 'failed', 'stopped']);

export const ScenarioStepRun = ScenarioStep.extend({
  state: ScenarioStepState,
  startedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  /** 0..1 where it can be told. */
  progress: z.number().nullable(),
  /** What is seen of its condition at present. */
  seen: z.string().nullable(),
});
export type ScenarioStepRun = z.infer<typeof ScenarioStepRun>;

/** A number that was measured, as text with its unit. */
export const ScenarioFigure = z.object({ name: z.string(), value: z.string() });
export type ScenarioFigure = z.infer<typeof ScenarioFigure>;

export const ScenarioRunState = z.enum(['running', 'stopping', 'passed', 'failed', 'stopped', 'interrupted']);
export type ScenarioRunState = z.infer<typeof ScenarioRunState>;

export const ScenarioRun = z.object({
  id: z.string(),
  scenario: ScenarioName,
  title: z.string(),
  mode: ScenarioMode,
  state: ScenarioRunState,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  dashboardUid: z.string(),
  steps: z.array(ScenarioStepRun),
  figures: z.array(ScenarioFigure),
  /** Why it did not pass, or what is worth knowing. */
  message: z.string().nullable(),
  /** Markdown; also a file in `captures/`. */
  summary: z.string().nullable(),
  /** Names of the files in `captures/`. */
  summaryFile: z.string().nullable(),
  pictureFile: z.string().nullable(),
});
export type ScenarioRun = z.infer<typeof ScenarioRun>;

export const isScenarioOver = ({ state }: Pick<ScenarioRun, 'state'>): boolean =>
  state !== 'running' && state !== 'stopping';

export const StartScenario = z.strictObject({
  scenario: ScenarioName,
  mode: ScenarioMode.default('real'),
  /** For the scenario that has one; the tutorial's unless given. */
  threshold: ScenarioThreshold.optional(),
});
export type StartScenario = z.infer<typeof StartScenario>;
