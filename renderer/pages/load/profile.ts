import { type LoadSchedule, plannedMs } from '../../../core/shared/index.ts';

export interface Step {
  /** Left edge and width as shares of the whole plan; heights at both ends as shares of its peak; all 0..1. */
  start: number;
  width: number;
  fromHeight: number;
  toHeight: number;
  /** What stands on it: workers, or requests per second. */
  label: string;
}

/** A schedule's stages as the steps of a drawing. */
export function stepsOf(schedule: LoadSchedule): Step[] {
  const totalMs = plannedMs(schedule);
  const ends = endsOf(schedule);
  const peak = Math.max(Number.MIN_VALUE, ...ends.map(({ from, to }) => Math.max(from, to)));
  let startMs = 0;
  return ends.map(({ from, to, durationMs }) => {
    const start = startMs / totalMs;
    startMs += durationMs;
    const label = from === to ? figure(from) : '';
    return { start, width: durationMs / totalMs, fromHeight: from / peak, toHeight: to / peak, label };
  });
}

interface Ends {
  from: number;
  to: number;
  durationMs: number;
}

const endsOf = (schedule: LoadSchedule): Ends[] =>
  schedule.kind === 'closed'
    ? schedule.stages.map(({ concurrency, durationMs }) => ({ from: concurrency, to: concurrency, durationMs }))
    : schedule.stages.map(({ fromPerSecond, toPerSecond, durationMs }) => ({
        from: fromPerSecond,
        to: toPerSecond,
        durationMs,
      }));

const figure = (value: number) => String(Math.round(value * 10) / 10);

/** A schedule in words, for those who cannot see the drawing: `Workers: 1 for 5 s, 2 for 5 s`. */
export function profileText(schedule: LoadSchedule): string {
  const unit = schedule.kind === 'closed' ? 'Workers' : 'Requests per second';
  const stages = endsOf(schedule).map(
    ({ from, to, durationMs }) =>
      `${from === to ? figure(from) : `${figure(from)} to ${figure(to)}`} for ${durationMs / 1000} s`,
  );
  return `${unit}: ${stages.join(', ')}`;
}
