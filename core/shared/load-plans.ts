import { LoadPlan } from './load.ts';

const ramp = [1, 2, 3, 5, 3, 2, 1];
const stages = (durationMs: number) => ramp.map((concurrency) => ({ concurrency, durationMs }));

/** The plans every Telltale has, with the numbers of the tutorial it replaces. */
export const builtInPlans: readonly LoadPlan[] = [
  LoadPlan.parse({
    name: 'ramp',
    title: 'Ramp',
    description: 'Concurrency 1, 2, 3, 5, 3, 2, 1 for 30 seconds each: watch latency and throughput follow the load.',
    stages: stages(30_000),
  }),
  LoadPlan.parse({
    name: 'ramp-short',
    title: 'Short ramp',
    description: 'The same ramp with 5 seconds a step, for the impatient.',
    stages: stages(5_000),
  }),
];
