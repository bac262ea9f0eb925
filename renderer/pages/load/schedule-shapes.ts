import type { ClosedSchedule, LoadSchedule, OpenSchedule } from '../../../core/shared/index.ts';

/** Schedules to begin with, by the shape they have. */
export const closedShapes: { text: string; schedule: ClosedSchedule }[] = [
  { text: 'Constant', schedule: { kind: 'closed', stages: [{ concurrency: 5, durationMs: 60_000 }] } },
  {
    text: 'Ramp',
    schedule: {
      kind: 'closed',
      stages: [1, 2, 3, 5, 3, 2, 1].map((concurrency) => ({ concurrency, durationMs: 10_000 })),
    },
  },
];

const open = (stages: [from: number, to: number, seconds: number][]): OpenSchedule => ({
  kind: 'open',
  stages: stages.map(([fromPerSecond, toPerSecond, seconds]) => ({
    fromPerSecond,
    toPerSecond,
    durationMs: seconds * 1000,
  })),
  arrivals: 'even',
  maxInFlight: 200,
});

export const openShapes: { text: string; schedule: OpenSchedule }[] = [
  { text: 'Constant', schedule: open([[20, 20, 60]]) },
  { text: 'Ramp', schedule: open([[1, 50, 60]]) },
  {
    text: 'Spike',
    schedule: open([
      [10, 10, 20],
      [100, 100, 10],
      [10, 10, 30],
    ]),
  },
  { text: 'Poisson', schedule: { ...open([[20, 20, 60]]), arrivals: 'poisson' } },
];

/** The schedule with another stage like its last. */
export function withStage(schedule: LoadSchedule): LoadSchedule {
  return schedule.kind === 'closed'
    ? { ...schedule, stages: [...schedule.stages, { ...schedule.stages.at(-1)! }] }
    : { ...schedule, stages: [...schedule.stages, afterLast(schedule)] };
}

const afterLast = ({ stages }: OpenSchedule) => {
  const { toPerSecond, durationMs } = stages.at(-1)!;
  return { fromPerSecond: toPerSecond, toPerSecond, durationMs };
};

export function withoutStage(schedule: LoadSchedule, index: number): LoadSchedule {
  return schedule.kind === 'closed'
    ? { ...schedule, stages: schedule.stages.filter((_, at) => at !== index) }
    : { ...schedule, stages: schedule.stages.filter((_, at) => at !== index) };
}
