import { type OpenSchedule, type OpenStage, seededRandom } from '../shared/index.ts';

/** The moment the next request is due, in milliseconds since the start; null when the schedule has no more. */
export type NextArrival = () => number | null;

/** How many arrivals a stage expects in its first `ms`: the area under its rate. */
const expectedIn = ({ fromPerSecond, toPerSecond, durationMs }: OpenStage, ms: number): number =>
  (fromPerSecond * ms + ((toPerSecond - fromPerSecond) * ms * ms) / (2 * durationMs)) / 1000;

/**
 * When in a stage the count of expected arrivals reaches `count`: the inverse of `expectedIn`.
 *
 *   rate(t) = a + k·t,  count = a·t + k·t²/2   =>   t = 2·count / (a + √(a² + 2·k·count))
 *
 * a: rate at the beginning, per ms; k: its slope. In this form of the root nothing cancels, and k = 0 needs no case.
 */
function whenReached({ fromPerSecond, toPerSecond, durationMs }: OpenStage, count: number): number {
  const a = fromPerSecond / 1000;
  const k = (toPerSecond - fromPerSecond) / 1000 / durationMs;
  return (2 * count) / (a + Math.sqrt(Math.max(0, a * a + 2 * k * count)));
}

/**
 * How many requests should have left by `elapsedMs`; the whole of it once the schedule is over. Not rounded: an even
 * pacer owes its floor.
 */
export function expectedBy({ stages }: Pick<OpenSchedule, 'stages'>, elapsedMs: number): number {
  let count = 0;
  let startMs = 0;
  for (const stage of stages) {
    count += expectedIn(stage, Math.min(stage.durationMs, Math.max(0, elapsedMs - startMs)));
    startMs += stage.durationMs;
  }
  return count;
}

/**
 * The due times of a schedule, one after the other. Even arrivals are due whenever the expected count reaches the next
 * whole number. Poisson arrivals are the same after stretching time: the steps of the count are exponential with mean 1,
 * which is a Poisson process of that rate, also where the rate changes (Çınlar, Introduction to Stochastic Processes, 4.7).
 */
export function createArrivals({ stages, arrivals }: OpenSchedule, seed: number): NextArrival {
  const random = seededRandom(seed);
  const step = arrivals === 'even' ? () => 1 : () => -Math.log(1 - random());
  let index = 0;
  let startMs = 0;
  let before = 0; // expected in the stages that are over
  let count = 0;
  return () => {
    count += step();
    for (; index < stages.length; index++) {
      const stage = stages[index]!;
      const inStage = expectedIn(stage, stage.durationMs);
      // A whole count at the very end of a stage still belongs to it, though the sum may miss it by a rounding error.
      if (count <= before + inStage + 1e-9) {
        return startMs + Math.min(stage.durationMs, whenReached(stage, count - before));
      }
      before += inStage;
      startMs += stage.durationMs;
    }
    return null;
  };
}
