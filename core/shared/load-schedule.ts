import { z } from 'zod';

/** Long enough for any stage of a run that somebody waits for. */
const stageDurationMs = z.number().int().min(100).max(3_600_000);

/** A stage of the closed model: `concurrency` workers are busy for `durationMs`, one request at a time each. */
export const ClosedStage = z.strictObject({
  concurrency: z.number().int().min(1).max(500),
  durationMs: stageDurationMs,
});
export type ClosedStage = z.infer<typeof ClosedStage>;

const ClosedSchedule = z.strictObject({
  kind: z.literal('closed'),
  stages: z.array(ClosedStage).min(1).max(100),
});
export type ClosedSchedule = z.infer<typeof ClosedSchedule>;

const perSecond = z.number().min(0).max(50_000);

/** A stage of the open model: the arrival rate goes in a straight line from one rate to the other; equal ones hold it. */
export const OpenStage = z.strictObject({
  fromPerSecond: perSecond,
  toPerSecond: perSecond,
  durationMs: stageDurationMs,
});
export type OpenStage = z.infer<typeof OpenStage>;

const OpenSchedule = z.strictObject({
  kind: z.literal('open'),
  stages: z.array(OpenStage).min(1).max(100),
  /** `even`: a request every 1/rate. `poisson`: independent clients; the gaps are exponential, the rate is the mean. */
  arrivals: z.enum(['even', 'poisson']).default('even'),
  /** What is due while so many are in flight is dropped, and counted. */
  maxInFlight: z.number().int().min(1).max(2_000).default(200),
});
export type OpenSchedule = z.infer<typeof OpenSchedule>;

/**
 * When requests are sent. Closed model: by workers that wait for their answers, so a slow target is asked less often.
 * Open model: at a rate of its own, whatever the target does, as the visitors of a site come.
 */
export const LoadSchedule = z.discriminatedUnion('kind', [ClosedSchedule, OpenSchedule]);
export type LoadSchedule = z.infer<typeof LoadSchedule>;
export type LoadStage = LoadSchedule['stages'][number];

/** A stage with its place on the clock of the run, in milliseconds since its start. */
export interface PlacedStage<S extends LoadStage = LoadStage> {
  index: number;
  stage: S;
  startMs: number;
  endMs: number;
}

interface Staged<S extends LoadStage> {
  stages: readonly S[];
}

/** How long a schedule is meant to take, in milliseconds; requests still in flight then may take a little longer. */
export const plannedMs = ({ stages }: Staged<LoadStage>): number =>
  stages.reduce((total, { durationMs }) => total + durationMs, 0);

/** The stage that is on `elapsedMs` after the start (a stage owns its first instant, not its last); null after the end. */
export function stageAt<S extends LoadStage>({ stages }: Staged<S>, elapsedMs: number): PlacedStage<S> | null {
  let startMs = 0;
  for (const [index, stage] of stages.entries()) {
    const endMs = startMs + stage.durationMs;
    if (elapsedMs < endMs) return { index, stage, startMs, endMs };
    startMs = endMs;
  }
  return null;
}

/** The arrival rate an open schedule wants `elapsedMs` after the start, per second; 0 after its end. */
export function rateAt(schedule: OpenSchedule, elapsedMs: number): number {
  const placed = stageAt(schedule, elapsedMs);
  if (!placed) return 0;
  const { fromPerSecond, toPerSecond, durationMs } = placed.stage;
  return fromPerSecond + ((toPerSecond - fromPerSecond) * (elapsedMs - placed.startMs)) / durationMs;
}

/** How many workers a closed schedule needs at its busiest. */
export const peakConcurrency = ({ stages }: ClosedSchedule): number =>
  Math.max(...stages.map(({ concurrency }) => concurrency));
