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
  LoadPlan.parse({
    name: 'evaluation-replay',
    title: 'Evaluation replay',
    description:
      'The evaluation pictures, shuffled, over and over for 30 seconds: what the model was made for. No drift to speak of.',
    images: 'evaluation',
    stages: [{ concurrency: 1, durationMs: 30_000 }],
  }),
  LoadPlan.parse({
    name: 'restyled-replay',
    title: 'Restyled replay',
    description:
      'The same dishes drawn in another style, shuffled, for 30 seconds: the drift detector should notice within seconds.',
    images: 'restyled',
    stages: [{ concurrency: 1, durationMs: 30_000 }],
  }),
];
