import { builtInPlans, formatDuration, LoadPlan } from '../shared/index.ts';
import type { Casting } from './scene.ts';

/** A built-in plan by its name. */
export function planNamed(name: string): LoadPlan {
  const plan = builtInPlans.find((each) => each.name === name);
  if (!plan) throw new Error(`There is no load plan ${name}.`);
  return plan;
}

/** The same plan with other durations of its stages. */
export function withSteps(plan: LoadPlan, durationMs: number): LoadPlan {
  const { schedule } = plan;
  if (schedule.kind !== 'closed') throw new Error(`${plan.name} has no steps.`);
  const stages = schedule.stages.map((stage) => ({ ...stage, durationMs }));
  return LoadPlan.parse({
    ...plan,
    name: `${plan.name}-scene`,
    description: `${plan.title} with ${formatDuration(durationMs)} a step, for a scene.`,
    schedule: { ...schedule, stages },
  });
}

/** The tutorial's window is a minute; in the fast mode it holds four samples, and no less than 8 seconds. */
export const windowOf = ({ mode, scrapeIntervalMs }: Casting): string =>
  mode === 'real' ? '1m' : formatDuration(windowMs(scrapeIntervalMs));

const windowMs = (scrapeIntervalMs: number) => Math.max(8_000, 4 * scrapeIntervalMs);

/** A time by mode; what waits for samples gets their window on top in the fast mode. */
export const timeFor =
  ({ mode, scrapeIntervalMs }: Casting) =>
  (fastMs: number, realMs: number): number =>
    mode === 'real' ? realMs : fastMs + windowMs(scrapeIntervalMs);

/** How rules are evaluated: the tutorial's every 30 s for a minute, or within seconds. */
export const paceOf = ({ mode }: Casting): { interval: string; for: string; forMs: number } =>
  mode === 'real' ? { interval: '30s', for: '1m', forMs: 60_000 } : { interval: '1s', for: '6s', forMs: 6_000 };
