import { z } from 'zod';
import { LoadPlan } from './load.ts';

/**
 * The plans every Telltale has, with the numbers of the tutorial it replaces, and of each a short variant of the same
 * shape whose name ends in `-short`. What a scenario or a script starts by name does not change its name.
 */
export const builtInPlans: readonly LoadPlan[] = [
  ...withShort(
    {
      name: 'hundred-requests',
      title: '100 requests',
      description: 'The test picture a hundred times, one after the other: the first figures of a service.',
      schedule: closed([1], 600_000),
      maxRequests: 100,
    },
    { description: 'The test picture twenty times, one after the other.', maxRequests: 20 },
  ),
  ...withShort(
    {
      name: 'ramp',
      title: 'Ramp',
      description: 'Concurrency 1, 2, 3, 5, 3, 2, 1 for 30 seconds each: watch latency and throughput follow the load.',
      schedule: closed([1, 2, 3, 5, 3, 2, 1], 30_000),
    },
    { description: 'The same ramp with 5 seconds a step.', schedule: closed([1, 2, 3, 5, 3, 2, 1], 5_000) },
  ),
  plan({
    name: 'ramp-long',
    title: 'Long ramp',
    description: 'The same ramp with 60 seconds a step: long enough for the curves of the machine to follow.',
    schedule: closed([1, 2, 3, 5, 3, 2, 1], 60_000),
  }),
  ...withShort(
    {
      name: 'error-ramp',
      title: 'Error ramp',
      description: 'Concurrency 1, 3, 5, 10, 5, 3, 1 for 30 seconds each; every request is wrong in one of two ways.',
      mix: [{ payload: { kind: 'empty' } }, { payload: { kind: 'undecodable' } }],
      schedule: closed([1, 3, 5, 10, 5, 3, 1], 30_000),
    },
    { description: 'The same wrong requests with 5 seconds a step.', schedule: closed([1, 3, 5, 10, 5, 3, 1], 5_000) },
  ),
  ...withShort(
    {
      name: 'replay-evaluation',
      title: 'Replay evaluation set',
      description: 'Every picture of the evaluation set once, shuffled, one after the other.',
      mix: pictures('evaluation'),
      order: { kind: 'shuffled-once' },
      schedule: closed([1], 600_000),
    },
    { description: 'Thirty pictures of the evaluation set, each once.', maxRequests: 30 },
  ),
  ...withShort(...untilStopped('evaluation-loops', 'Evaluation loops', 'evaluation', 'What the model was made for')),
  ...withShort(...untilStopped('look-alikes', 'Look-alikes', 'lookalikes', 'Cakes that look like other dishes')),
  ...withShort(...untilStopped('restyled', 'Restyled', 'restyled', 'The same dishes drawn in another style')),
  ...withShort(
    {
      name: 'mixed-traffic',
      title: 'Mixed traffic',
      description:
        'Independent clients, 20 requests a second: of 13 requests 10 are pictures, 2 broken ones, 1 a health check.',
      mix: [
        { weight: 1, payload: { kind: 'health' } },
        { weight: 10, payload: { kind: 'images', set: 'evaluation' } },
        { weight: 2, payload: { kind: 'undecodable' } },
      ],
      order: { kind: 'shuffled-loops' },
      schedule: steadyCrowd(120_000),
    },
    { description: 'The same mix for 20 seconds.', schedule: steadyCrowd(20_000) },
  ),
];

type Given = z.input<typeof LoadPlan>;

function plan(given: Given): LoadPlan {
  return LoadPlan.parse(given);
}

function withShort(given: Given, short: Partial<Given>): LoadPlan[] {
  return [plan(given), plan({ ...given, name: `${given.name}-short`, title: `${given.title}, short`, ...short })];
}

function closed(concurrency: number[], durationMs: number): Given['schedule'] {
  return { kind: 'closed', stages: concurrency.map((workers) => ({ concurrency: workers, durationMs })) };
}

/** Clients that know nothing of each other, which Locust's users with their random waits stand for. */
function steadyCrowd(durationMs: number): Given['schedule'] {
  return { kind: 'open', arrivals: 'poisson', stages: [{ fromPerSecond: 20, toPerSecond: 20, durationMs }] };
}

function pictures(set: 'evaluation' | 'lookalikes' | 'restyled'): Given['mix'] {
  return [{ payload: { kind: 'images', set } }];
}

/** The tutorial loops a thousand times over a set of about 36 pictures; who has seen enough stops it. */
function untilStopped(
  name: string,
  title: string,
  set: 'evaluation' | 'lookalikes' | 'restyled',
  what: string,
): [Given, Partial<Given>] {
  return [
    {
      name,
      title,
      description: `${what}, shuffled, over and over until you stop it, for an hour at most.`,
      mix: pictures(set),
      order: { kind: 'shuffled-loops' },
      schedule: closed([1], 3_600_000),
      untilStopped: true,
    },
    {
      description: `${what}, shuffled, over and over until you stop it, for a minute at most.`,
      schedule: closed([1], 60_000),
    },
  ];
}
